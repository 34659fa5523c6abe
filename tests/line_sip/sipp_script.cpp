#include "sipp_script.h"

#include <gtest/gtest.h>

#include <map>
#include <set>
#include <vector>

#include "base/text.h"

namespace caselli::test {
namespace {

// What `sdp=NAME` stands for: session-level address and media lines.
struct Body {
  const char* name;
  const char* address;
  const char* media;
};
constexpr const char* kHere = "[local_ip]";
constexpr Body kBodies[] = {
    {"audio", kHere, "m=audio [fax_port] RTP/AVP 8\n"},
    {"moved", kHere, "m=audio [other_port] RTP/AVP 8\n"},
    {"image", kHere, "m=image [fax_port] udptl t38\n"},
    {"both", kHere, "m=audio [fax_port] RTP/AVP 8\nm=image [fax_port] udptl t38\n"},
    {"audio_of_both", kHere, "m=audio [fax_port] RTP/AVP 8\nm=image 0 udptl t38\n"},
    {"no_image", kHere, "m=image 0 udptl t38\n"},
    {"sendonly", kHere, "m=audio [fax_port] RTP/AVP 8\na=sendonly\n"},
    {"inactive", kHere, "m=audio [fax_port] RTP/AVP 8\na=inactive\n"},
    {"zero", "0.0.0.0", "m=audio [fax_port] RTP/AVP 8\n"},
    {"video", kHere, "m=video [fax_port] RTP/AVP 31\n"},
};

std::string escaped(std::string text) {
  std::string out;
  for (const char c : text) {
    if (c == '&')
      out += "&amp;";
    else if (c == '<')
      out += "&lt;";
    else if (c == '"')
      out += "&quot;";
    else
      out += c;
  }
  return out;
}

struct Step {
  std::vector<std::string> words;  // the direction, the message, then options
  std::map<std::string, std::string> options;
  std::vector<std::string> headers, patterns, absent;
  bool has(const std::string& word) const {
    for (const auto& each : words)
      if (each == word) return true;
    return false;
  }
  std::string option(const std::string& name, const std::string& otherwise = {}) const {
    const auto found = options.find(name);
    return found == options.end() ? otherwise : found->second;
  }
};

Step read_step(const std::string& line) {
  Step step;
  std::string* growing = nullptr;
  for (const auto& part : split(line, ' ')) {
    const std::string word{part};
    if (word.empty()) continue;
    auto* list = word == "+" ? &step.headers : word == "~" ? &step.patterns : word == "!~" ? &step.absent : nullptr;
    if (list != nullptr) {
      growing = &list->emplace_back();
    } else if (growing != nullptr) {
      *growing += (growing->empty() ? "" : " ") + word;
    } else if (const auto equals = word.find('='); equals != std::string::npos) {
      step.options[word.substr(0, equals)] = word.substr(equals + 1);
    } else {
      step.words.push_back(word);
    }
  }
  return step;
}

class Writer {
 public:
  explicit Writer(bool calls) : calls_(calls) {}

  void add(const Step& step) {
    const auto& direction = step.words.front();
    if (direction == "pause") {
      out_ += "<pause milliseconds=\"" + step.words.at(1) + "\"/>\n";
      return;
    }
    const auto& what = step.words.at(1);
    const bool response = what.front() >= '1' && what.front() <= '9';
    if (direction == ">")
      response ? send_response(step, what) : send_request(step, what);
    else
      response ? receive_response(step, what) : receive_request(step, what);
  }
  std::string finish() {
    std::string names;
    for (const auto& name : variables_) names += (names.empty() ? "" : ",") + name;
    return "<?xml version=\"1.0\" encoding=\"ISO-8859-1\"?>\n<scenario name=\"fax\">\n" + out_ +
           (names.empty() ? "" : "<Reference variables=\"" + names + "\"/>\n") + "</scenario>\n";
  }

 private:
  std::string keep(const std::string& name) {
    variables_.insert(name);
    return name;
  }
  std::string contact() const { return "Contact: <sip:sipp@[local_ip]:[local_port];transport=[transport]>\n"; }

  std::string end_of(const Step& step) {
    std::string out;
    for (const auto& header : step.headers) out += header + "\n";
    const auto name = step.option("sdp");
    if (name.empty()) return out + "Content-Length: 0\n\n";
    const Body* body = nullptr;
    for (const auto& each : kBodies)
      if (name == each.name) body = &each;
    if (body == nullptr) ADD_FAILURE() << "no body " << name;
    if (body == nullptr) return out;
    if (last_body_ != name) ++version_;
    last_body_ = name;
    return out + "Content-Type: application/sdp\nContent-Length: [len]\n\nv=0\no=sipp 1 " + std::to_string(version_) +
           " IN IP4 [local_ip]\ns=-\nc=IN IP4 " + body->address + "\nt=0 0\n" + body->media;
  }

  void send_request(const Step& step, const std::string& method) {
    last_sent_ = method;
    const bool of_invite = method == "ACK" || method == "CANCEL";
    int cseq = of_invite ? invite_cseq_ : ++cseq_;
    if (const auto chosen = step.option("cseq"); !chosen.empty()) {
      cseq = std::stoi(chosen);
      if (!of_invite) cseq_ = cseq;
    }
    if (method == "INVITE") invite_cseq_ = cseq;
    const bool in_dialog = !calls_ || (established_ && method != "CANCEL");
    // CANCEL, and the ACK of a refusal, belong to the INVITE's transaction.
    const bool same_branch = method == "CANCEL" || step.has("refused");
    const std::string branch =
        "z9hG4bK-[pid]-[call_number]-" + std::to_string(cseq) + (same_branch || method == "INVITE" ? "INVITE" : method);
    std::string to = "<sip:5551234@[remote_ip]>", from = "\"SIPp\" <sip:100@[local_ip]:[local_port]>;tag=[pid]S";
    if (calls_ && in_dialog) to = "[$far]";
    if (!calls_) {
      to = "[$far]";
      from = "[$near];tag=" + tag_;
    }
    const std::string uri = in_dialog ? "[$target]" : "sip:5551234@[remote_ip]:[remote_port]";
    out_ += "<send><![CDATA[\n" + method + " " + uri +
            " SIP/2.0\nVia: SIP/2.0/[transport] [local_ip]:[local_port];branch=" + branch + "\nFrom: " + from +
            "\nTo: " + to + "\nCall-ID: [call_id]\nCSeq: " + std::to_string(cseq) + " " + method + "\n" + contact() +
            "Max-Forwards: 70\n" + end_of(step) + "]]></send>\n";
  }

  void send_response(const Step& step, const std::string& status) {
    const auto label = step.option("to", last_request_);
    std::string tag;
    if (initial_.contains(label) && status != "100") {
      tag = step.option("tag", tag_);
      if (status.front() == '2') tag_ = dialog_fixed_ ? tag_ : tag;
      if (status.front() == '2') dialog_fixed_ = true;
      tag = ";tag=" + tag;
    }
    out_ += "<send><![CDATA[\nSIP/2.0 " + status + " So\nVia: [$" + label + "_via]\nFrom: [$" + label +
            "_from]\nTo: [$" + label + "_to]" + tag + "\nCall-ID: [call_id]\nCSeq: [$" + label + "_cseq]\n" +
            contact() + end_of(step) + "]]></send>\n";
  }

  std::string capture(const std::string& header, const std::string& name, const std::string& expression = "[^ ].*") {
    return "<ereg regexp=\"" + escaped(expression) + "\" search_in=\"hdr\" header=\"" + header +
           ":\" check_it=\"true\" assign_to=\"" + keep(name) + "\"/>\n";
  }
  std::string checks(const Step& step) {
    std::string out;
    for (const auto& pattern : step.patterns)
      out += "<ereg regexp=\"" + escaped(pattern) + "\" search_in=\"msg\" check_it=\"true\" assign_to=\"" +
             keep("seen") + "\"/>\n";
    for (const auto& pattern : step.absent)
      out += "<ereg regexp=\"" + escaped(pattern) + "\" search_in=\"msg\" check_it_inverse=\"true\" assign_to=\"" +
             keep("unseen") + "\"/>\n";
    return out;
  }

  void receive_response(const Step& step, const std::string& status) {
    for (const char* progress : {"100", "180"})
      if (status != progress && status != "100")
        out_ += std::string{"<recv response=\""} + progress + "\" optional=\"true\"/>\n";
    std::string action = checks(step);
    if (const auto of = step.option("of"); !of.empty()) action += capture("CSeq", "seen", "^ *" + of + " ");
    if (calls_ && !established_ && last_sent_ != "CANCEL" && (status.front() == '2' || step.has("dialog"))) {
      action += capture("To", "far") + capture("Contact", "target", "sips?:[^>]*");
      established_ = true;
    }
    out_ += "<recv response=\"" + status + "\"" + (step.has("auth") ? " auth=\"true\"" : "") + ">\n" +
            (action.empty() ? "" : "<action>\n" + action + "</action>\n") + "</recv>\n";
  }

  void receive_request(const Step& step, const std::string& method) {
    std::string label = lower_ascii(method);
    label = step.option("as", label);
    last_request_ = method == "ACK" ? last_request_ : label;
    std::string action = checks(step);
    if (method != "ACK")
      action += capture("Via", label + "_via") + capture("From", label + "_from") + capture("To", label + "_to") +
                capture("CSeq", label + "_cseq");
    if (!calls_ && method == "INVITE" && !dialog_fixed_) initial_.insert(label);
    if (!calls_ && variables_.insert("target").second) {
      action += capture("From", "far") + capture("To", "near") + capture("Contact", "target", "sips?:[^>]*");
    }
    if (step.has("verify")) action += "<verifyauth assign_to=\"known\" username=\"acc\" password=\"s3cret\"/>\n";
    out_ += "<recv request=\"" + method + "\">\n<action>\n" + action + "</action>\n</recv>\n";
    if (!step.has("verify")) return;
    const auto next = std::to_string(++labels_);
    keep("known");
    out_ += "<nop test=\"known\" next=\"" + next +
            "\"/>\n<nop><action><error message=\"the digest is wrong\"/></action></nop>\n" + "<label id=\"" + next +
            "\"/>\n";
  }

  const bool calls_;
  std::string out_;
  std::set<std::string> variables_;
  std::set<std::string> initial_;  // requests without a To tag
  std::string last_sent_, last_request_, last_body_, tag_ = "A";
  bool established_ = false, dialog_fixed_ = false;
  int cseq_ = 0, invite_cseq_ = 0, version_ = 0, labels_ = 0;
};

}  // namespace

std::string sipp_scenario(bool calls, const std::string& script) {
  Writer writer{calls};
  for (const auto& line : split(script, '\n')) {
    const std::string text{trimmed(line)};
    if (!text.empty()) writer.add(read_step(text));
  }
  return writer.finish();
}

}  // namespace caselli::test

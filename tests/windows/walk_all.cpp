// Calls every member of every FaxCom interface, through the vtable and by name, and prints
// what came. The members are those of the type library (src/faxcom/dispatch_tables.inc), so
// that none can be forgotten. The same source runs on Linux and on Windows and must print
// the same lines: walk_all SERVER DOCUMENT TIFF.
#include "portable.h"

#include <cstring>
#include <functional>
#include <map>
#include <vector>

namespace {

using Early = std::function<HRESULT(IDispatch* object, VARIANT* argument, VARIANT* result)>;

struct Member {
  std::string interface_name;
  int slot;
  DISPID number;
  WORD kind;
  std::string name;
  VARTYPE argument, result;
  Early early;
};

// ---- what a compiled client does, for each shape a member has ----
BSTR& place(VARIANT& value, BSTR*) { return value.bstrVal; }
LONG& place(VARIANT& value, LONG*) { return value.lVal; }
SHORT& place(VARIANT& value, SHORT*) { return value.iVal; }
DATE& place(VARIANT& value, DATE*) { return value.date; }
IDispatch*& place(VARIANT& value, IDispatch**) { return value.pdispVal; }
#ifdef _WIN32  // LONG is a long there, BOOL an int
int& place(VARIANT& value, int*) { return value.intVal; }
#endif

template <class T, class... Any>
constexpr bool is_one_of = (std::is_same_v<T, Any> || ...);
template <class T>
concept Value = is_one_of<T, BSTR, LONG, int, SHORT, DATE, IDispatch*, VARIANT>;

template <class Interface, class Result>
HRESULT get_into(Interface* object, HRESULT (STDMETHODCALLTYPE Interface::*method)(Result*), VARTYPE type,
                 VARIANT* result) {
  result->vt = type;
  const HRESULT done = (object->*method)(&place(*result, static_cast<Result*>(nullptr)));
  if (FAILED(done)) result->vt = VT_EMPTY;
  return done;
}
template <class Interface>
HRESULT get_into(Interface* object, HRESULT (STDMETHODCALLTYPE Interface::*method)(VARIANT*), VARTYPE,
                 VARIANT* result) {
  return (object->*method)(result);
}

template <class Interface, Value Result>
Early early(HRESULT (STDMETHODCALLTYPE Interface::*method)(Result*), VARTYPE, VARTYPE type) {
  return [=](IDispatch* object, VARIANT*, VARIANT* result) {
    return get_into(static_cast<Interface*>(object), method, type, result);
  };
}
template <class Interface>
Early early(HRESULT (STDMETHODCALLTYPE Interface::*method)(), VARTYPE, VARTYPE) {
  return [=](IDispatch* object, VARIANT*, VARIANT*) { return (static_cast<Interface*>(object)->*method)(); };
}
template <class Interface, Value Argument>
Early early(HRESULT (STDMETHODCALLTYPE Interface::*method)(Argument), VARTYPE, VARTYPE) {
  return [=](IDispatch* object, VARIANT* argument, VARIANT*) {
    return (static_cast<Interface*>(object)->*method)(place(*argument, static_cast<Argument*>(nullptr)));
  };
}
template <class Interface, Value Argument, Value Result>
Early early(HRESULT (STDMETHODCALLTYPE Interface::*method)(Argument, Result*), VARTYPE, VARTYPE type) {
  return [=](IDispatch* object, VARIANT* argument, VARIANT* result) {
    const Argument given = place(*argument, static_cast<Argument*>(nullptr));
    if constexpr (std::is_same_v<Result, VARIANT>) {
      return (static_cast<Interface*>(object)->*method)(given, result);
    } else {
      result->vt = type;
      const HRESULT done =
          (static_cast<Interface*>(object)->*method)(given, &place(*result, static_cast<Result*>(nullptr)));
      if (FAILED(done)) result->vt = VT_EMPTY;
      return done;
    }
  };
}

constexpr WORD kMethod = 1, kGet = 2, kPut = 4, kPutRef = 8;  // DISPATCH_METHOD and its like

std::vector<Member> all_members() {
  std::vector<Member> members;
#define FAXCOM_MEMBER(Interface, slot, number, kind, Name, method, argument_name, argument, result) \
  members.push_back({#Interface, slot, number, kind, #Name, argument, result,                       \
                     early(&Interface::method, static_cast<VARTYPE>(argument), static_cast<VARTYPE>(result))});
#include "faxcom/dispatch_tables.inc"
#undef FAXCOM_MEMBER
  return members;
}

// ---- the walk ----
class Walk {
 public:
  Walk(std::string server, std::string document, std::string tiff)
      : server_name_(std::move(server)), document_(std::move(document)), tiff_(std::move(tiff)) {}

  int run() {
    IDispatch* server = create("FaxServer.FaxServer");
    if (!server) return 1;
    put(server, "PauseServerQueue", variant(LONG{1}));  // before Connect: nothing is sent meanwhile
    connect(server);
    walk("IFaxServer", server);
    connect(server);
    IDispatch* ports = object(server, "GetPorts");
    walk("IFaxPorts", ports);
    IDispatch* port = object(ports, "Item", variant(LONG{1}));
    walk("IFaxPort", port);
    IDispatch* status = object(port, "GetStatus");
    walk("IFaxStatus", status);
    IDispatch* methods = object(port, "GetRoutingMethods");
    walk("IFaxRoutingMethods", methods);
    IDispatch* method = object(methods, "Item", variant(LONG{1}));
    walk("IFaxRoutingMethod", method);
    IDispatch* document = object(server, "CreateDocument", variant(document_));
    put(document, "FaxNumber", variant("1002"));
    walk("IFaxDoc", document);
    IDispatch* jobs = object(server, "GetJobs");
    walk("IFaxJobs", jobs);
    IDispatch* job = object(jobs, "Item", variant(LONG{1}));
    walk("IFaxJob", job);
    remove_jobs(server);
    IDispatch* tiff = create("FaxTiff.FaxTiff");
    walk("IFaxTiff", tiff);
    put(server, "PauseServerQueue", variant(LONG{0}));
    for (IDispatch* each : {tiff, job, jobs, document, method, methods, status, port, ports, server})
      if (each) each->Release();
    for (const auto& [name, count] : walked_) std::printf("%s: %d members\n", name.c_str(), count);
    std::printf("%zu members in all\n", members_.size());
    return walked_.size() == 10 ? 0 : 1;
  }

 private:
  IDispatch* create(const std::string& prog_id) {
    CLSID clsid;
    IDispatch* made = nullptr;
    HRESULT done = CLSIDFromProgID(text(prog_id).c_str(), &clsid);
    if (SUCCEEDED(done))
      done = CoCreateInstance(clsid, nullptr, CLSCTX_INPROC_SERVER, IID_IDispatch, reinterpret_cast<void**>(&made));
    std::printf("create %s: %s\n", prog_id.c_str(), code(done).c_str());
    return made;
  }
  HRESULT put(IDispatch* object, const std::string& name, VARIANT value) {
    std::string sentence;
    const HRESULT done = call_by_name(object, name, kPut, &value, nullptr, &sentence);
    if (FAILED(done))
      std::printf("%s = %s: %s %s\n", name.c_str(), shown(value).c_str(), code(done).c_str(), sentence.c_str());
    VariantClear(&value);
    return done;
  }
  void connect(IDispatch* server) {
    std::string sentence;
    VARIANT name = variant(server_name_);
    const HRESULT done = call_by_name(server, "Connect", kMethod, &name, nullptr, &sentence);
    if (FAILED(done)) std::printf("Connect: %s %s\n", code(done).c_str(), sentence.c_str());
    VariantClear(&name);
  }
  IDispatch* object(IDispatch* from, const std::string& name, VARIANT argument = {}) {
    if (!from) return nullptr;
    std::string sentence;
    VARIANT result;
    VariantInit(&result);
    const HRESULT done =
        call_by_name(from, name, kMethod | kGet, argument.vt == VT_EMPTY ? nullptr : &argument, &result, &sentence);
    if (FAILED(done) || result.vt != VT_DISPATCH)
      std::printf("%s gives no object: %s %s\n", name.c_str(), code(done).c_str(), sentence.c_str());
    VariantClear(&argument);
    return result.vt == VT_DISPATCH ? result.pdispVal : nullptr;
  }
  void remove_jobs(IDispatch* server) {
    IDispatch* jobs = object(server, "GetJobs");
    std::string sentence;
    VARIANT count;
    VariantInit(&count);
    call_by_name(jobs, "Count", kGet, nullptr, &count, &sentence);
    for (LONG i = 1; i <= count.lVal; ++i) {
      IDispatch* job = object(jobs, "Item", variant(i));
      VARIANT remove = variant(LONG{1});  // JC_DELETE
      call_by_name(job, "SetStatus", kMethod, &remove, nullptr, &sentence);
      job->Release();
    }
    jobs->Release();
  }

  static VARIANT nothing() {
    VARIANT value;
    VariantInit(&value);
    value.vt = VT_DISPATCH;
    return value;
  }
  // What is handed to a member that takes something. Both ways of calling get the same.
  std::vector<VARIANT> arguments_of(const Member& member, VARIANT& present) {
    if (member.argument == VT_DISPATCH) return {nothing()};
    if (member.kind == kPut) {
      if (member.interface_name == "IFaxTiff") return {variant(tiff_)};
      if (member.name == "FileName") return {variant(document_)};
      if (member.interface_name == "IFaxDoc" && member.argument == VT_BSTR) return {variant(member.name + " of it")};
      VARIANT same;  // another value, and the one it had
      VariantInit(&same);
      VariantCopy(&same, &present);
      if (member.argument == VT_BSTR) return {variant("not the same"), same};
      const LONG number = present.vt == VT_I2 ? LONG{present.iVal} : present.vt == VT_I4 ? present.lVal : LONG{0};
      return {variant(number == 1 ? LONG{0} : number + 1), variant(number)};
    }
    if (member.name == "Connect")
      return {variant(server_name_), variant("http://fax.example:8329"), variant("nobody/here")};
    if (member.name == "CreateDocument") return {variant(document_), variant("")};
    if (member.name == "Item") return {variant(LONG{1}), variant(LONG{0}), variant(LONG{-1}), variant(LONG{1000})};
    if (member.name == "SetStatus")
      return {variant(LONG{2}), variant(LONG{3}), variant(LONG{9})};  // pause, resume, no command
    if (member.name == "TiffTagString") return {variant(LONG{305}), variant(LONG{99})};
    return {};
  }

  void walk(const std::string& name, IDispatch* object) {
    if (!object) {
      std::printf("%s: there is no object\n", name.c_str());
      return;
    }
    VARIANT present;
    VariantInit(&present);
    int count = 0;
    for (const auto& member : members_) {
      if (member.interface_name != name) continue;
      ++count;
      auto arguments = arguments_of(member, present);
      if (arguments.empty()) {
        one_call(member, object, nullptr, &present);
      }
      for (auto& argument : arguments) {
        one_call(member, object, &argument, nullptr);
        VariantClear(&argument);
        if (member.kind == kPut || member.kind == kPutRef) show_again(member, object);
      }
      if (name == "IFaxServer" && (member.name == "Disconnect" || member.name == "Connect")) connect(object);
    }
    VariantClear(&present);
    walked_[name] = count;
  }

  void one_call(const Member& member, IDispatch* object, VARIANT* argument, VARIANT* keep) {
    VARIANT of_type;
    VariantInit(&of_type);
    if (argument && FAILED(VariantChangeType(&of_type, argument, 0, member.argument))) std::printf("cannot convert\n");
    VARIANT result;
    VariantInit(&result);
    SetErrorInfo(0, nullptr);
    HRESULT done = member.early(object, &of_type, &result);
    print(member, "early", argument, done, result, FAILED(done) ? last_error() : "");
    if (keep) {
      VariantClear(keep);
      VariantCopy(keep, &result);
    }
    VariantClear(&result);
    std::string sentence;
    done = call_by_name(object, member.name, member.kind, argument, member.kind >= kPut ? nullptr : &result, &sentence);
    print(member, "late ", argument, done, result, FAILED(done) ? sentence : "");
#ifdef _WIN32
    if (member.kind == kGet) ask_oracle(member, object, argument, done, result);
#endif
    VariantClear(&result);
    VariantClear(&of_type);
  }
#ifdef _WIN32
  // What OLE automation itself makes of type library and vtable must be what our IDispatch
  // gives: when it is not, a line more is printed than on Linux.
  void ask_oracle(const Member& member, IDispatch* object, VARIANT* argument, HRESULT done, const VARIANT& late) {
    ITypeInfo* info = nullptr;
    if (FAILED(object->GetTypeInfo(0, 0, &info))) {
      std::printf("%s has no type information\n", member.interface_name.c_str());
      return;
    }
    DISPPARAMS given{argument, nullptr, argument ? 1U : 0U, 0};
    VARIANT value;
    VariantInit(&value);
    EXCEPINFO exception{};
    UINT wrong = 0;
    const HRESULT answer =
        info->Invoke(object, member.number, DISPATCH_PROPERTYGET, &given, &value, &exception, &wrong);
    const bool same =
        FAILED(answer) || (value.vt == late.vt && (value.vt == VT_DISPATCH || shown(value) == shown(late)));
    if (FAILED(answer) != FAILED(done) || !same)
      std::printf("%s.%s: OLE automation gives %s %s\n", member.interface_name.c_str(), member.name.c_str(),
                  code(answer).c_str(), shown(value).c_str());
    for (BSTR text : {exception.bstrSource, exception.bstrDescription, exception.bstrHelpFile}) SysFreeString(text);
    VariantClear(&value);
    info->Release();
  }
#endif
  void show_again(const Member& member, IDispatch* object) {
    VARIANT result;
    VariantInit(&result);
    std::string sentence;
    const HRESULT done = call_by_name(object, member.name, kGet, nullptr, &result, &sentence);
    print(member, "then ", nullptr, done, result, FAILED(done) ? sentence : "");
    VariantClear(&result);
  }

  void print(const Member& member, const char* how, const VARIANT* argument, HRESULT done, const VARIANT& result,
             const std::string& sentence) {
    static const char* const kinds[] = {"", "call", "get", "", "put", "", "", "", "putref"};
    std::string value = shown(result);
    // Numbers of jobs go on counting: they are shown as counted from the walk's first.
    if (SUCCEEDED(done) && (member.name == "JobId" || (member.name == "Send" && member.interface_name == "IFaxDoc"))) {
      if (first_job_ == 0) first_job_ = result.lVal;
      value = "job " + std::to_string(result.lVal - first_job_);
    }
    std::printf("%s %2d %3d %s %s(%s) %s: %s %s %s\n", member.interface_name.c_str(), member.slot,
                static_cast<int>(member.number), kinds[member.kind], member.name.c_str(),
                argument ? shown(*argument).c_str() : "", how, code(done).c_str(), value.c_str(), sentence.c_str());
  }

  const std::vector<Member> members_ = all_members();
  const std::string server_name_, document_, tiff_;
  std::map<std::string, int> walked_;
  LONG first_job_ = 0;
};

}  // namespace

int main(int argc, char** argv) {
  if (argc != 4) {
    std::fprintf(stderr, "usage: walk_all SERVER DOCUMENT TIFF\n");
    return 2;
  }
  CoInitializeEx(nullptr, COINIT_MULTITHREADED);
  int status = 0;
  {
    Walk walk{argv[1], argv[2], argv[3]};
    status = walk.run();
  }
  CoUninitialize();
  return status;
}

// CPU per end and second of call: SpanDSP by itself, the same call through FaxSession with
// its progress read at each change, and how much more that is. Printed a line a figure:
// name value unit.

#include <benchmark/benchmark.h>

#include <algorithm>
#include <cstdio>
#include <cstdlib>
#include <string>

#include "bare_engine.h"
#include "fax/fax_session.h"

namespace caselli::bench {
namespace {

const std::string kDocument = CASELLI_TEST_DATA "/charts/itu1.tif";

std::unique_ptr<fax::FaxSession> session(Transport transport, bool sending) {
  fax::FaxOrder order;
  order.transport = transport;
  order.direction = sending ? Direction::send : Direction::receive;
  order.calling = sending;
  if (sending) order.document = kDocument;
  auto made = fax::make_fax_session(order);
  if (!made) {
    std::fprintf(stderr, "%s\n", made.error().text.c_str());
    std::exit(1);
  }
  return std::move(made).value();
}

Recording record_session_call(Transport transport) {
  const auto sender = session(transport, true), receiver = session(transport, false);
  Recording recording;
  MediaOut from_sender, from_receiver;
  for (int tick = 0; tick < 50 * 600 && !(sender->result() && receiver->result()); ++tick) {
    const auto to_sender = heard_of(from_receiver, transport), to_receiver = heard_of(from_sender, transport);
    if (!sender->result()) recording.sender.push_back(to_sender);
    if (!receiver->result()) recording.receiver.push_back(to_receiver);
    sender->exchange(to_sender, from_sender);
    receiver->exchange(to_receiver, from_receiver);
  }
  return recording;
}

double run_session_end(Transport transport, bool sending, const std::vector<MediaIn>& heard) {
  const double begin = cpu_seconds();
  const auto end = session(transport, sending);
  MediaOut out;
  std::uint64_t changes = 0;
  for (const auto& in : heard) {
    end->exchange(in, out);
    if (end->change_count() != changes) {
      changes = end->change_count();
      benchmark::DoNotOptimize(end->progress());
    }
    benchmark::DoNotOptimize(end->take_page());
  }
  benchmark::DoNotOptimize(end->take_trace());
  const double spent = cpu_seconds() - begin;
  return end->result() && row_of(end->result()->outcome).good ? spent : -1;
}

// One figure: the least of the runs, since noise only adds.
struct Figure {
  double seconds = 0, bare = 1e9, whole = 1e9;
};

void one_end(benchmark::State& state, Transport transport, bool sending) {
  const auto bare = record_bare_call(transport, kDocument);
  const auto whole = record_session_call(transport);
  const auto& bare_heard = sending ? bare.sender : bare.receiver;
  const auto& whole_heard = sending ? whole.sender : whole.receiver;
  if (bare_heard.empty() || whole_heard.empty()) {
    state.SkipWithError("the call failed");
    return;
  }
  Figure figure;
  for (auto _ : state) {
    figure.bare = std::min(figure.bare, run_bare_end(transport, sending, kDocument, bare_heard));
    figure.whole = std::min(figure.whole, run_session_end(transport, sending, whole_heard));
    if (figure.bare < 0 || figure.whole < 0) {
      state.SkipWithError("an end did not end well");
      return;
    }
  }
  const double bare_ms = figure.bare * 1e3 / Recording::seconds(bare_heard);
  const double whole_ms = figure.whole * 1e3 / Recording::seconds(whole_heard);
  state.counters["bare_ms"] = bare_ms;
  state.counters["session_ms"] = whole_ms;
  state.counters["ratio"] = whole_ms / bare_ms;
  const std::string name = std::string{"engine_"} + std::string{name_of(transport)} + (sending ? "_send" : "_receive");
  std::printf("%s_bare %.4f ms_cpu_per_call_second\n", name.c_str(), bare_ms);
  std::printf("%s_session %.4f ms_cpu_per_call_second\n", name.c_str(), whole_ms);
  std::printf("%s_ratio %.3f session/bare\n", name.c_str(), whole_ms / bare_ms);
}

BENCHMARK_CAPTURE(one_end, audio_send, Transport::audio, true)->Iterations(20);
BENCHMARK_CAPTURE(one_end, audio_receive, Transport::audio, false)->Iterations(20);
BENCHMARK_CAPTURE(one_end, t38_send, Transport::t38, true)->Iterations(40);
BENCHMARK_CAPTURE(one_end, t38_receive, Transport::t38, false)->Iterations(40);

}  // namespace
}  // namespace caselli::bench

BENCHMARK_MAIN();

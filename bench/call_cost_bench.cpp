// CPU per port and second of call in virtual time: the whole path port + status + engine,
// each end apart, and the whole call with the loopback line between them, against what
// the bare engine costs in the same run. Printed a line a figure: name value unit.

#include <benchmark/benchmark.h>

#include <algorithm>
#include <cstdio>
#include <string>

#include "port_calls.h"

namespace caselli::bench {
namespace {

const std::string kDocument = CASELLI_TEST_DATA "/charts/itu1.tif";

void print(const std::string& name, double bare_ms, double port_ms) {
  std::printf("%s_bare %.4f ms_cpu_per_call_second\n", name.c_str(), bare_ms);
  std::printf("%s_port %.4f ms_cpu_per_call_second\n", name.c_str(), port_ms);
  std::printf("%s_ratio %.3f port/bare\n", name.c_str(), port_ms / bare_ms);
}

// The least of all runs counts, since noise only adds; the two are run in turn.
void call_cost(benchmark::State& state, Transport transport) {
  const auto bare = record_bare_call(transport, kDocument);
  const auto port = record_port_call(transport, kDocument);
  if (bare.sender.empty() || port.sender.empty()) {
    state.SkipWithError("the call failed");
    return;
  }
  double bare_send = 1e9, bare_receive = 1e9, port_send = 1e9, port_receive = 1e9, pair = 1e9;
  for (auto _ : state) {
    bare_send = std::min(bare_send, run_bare_end(transport, true, kDocument, bare.sender));
    port_send = std::min(port_send, run_port_end(transport, true, kDocument, port.sender));
    bare_receive = std::min(bare_receive, run_bare_end(transport, false, kDocument, bare.receiver));
    port_receive = std::min(port_receive, run_port_end(transport, false, kDocument, port.receiver));
    pair = std::min(pair, run_port_pair(transport, kDocument));
    if (std::min({bare_send, bare_receive, port_send, port_receive, pair}) < 0) {
      state.SkipWithError("an end did not end well");
      return;
    }
  }
  const auto a_second = [](double spent, const std::vector<MediaIn>& heard) {
    return spent * 1e3 / Recording::seconds(heard);
  };
  const std::string name = "call_" + std::string{name_of(transport)};
  const double send = a_second(bare_send, bare.sender), receive = a_second(bare_receive, bare.receiver);
  print(name + "_send", send, a_second(port_send, port.sender));
  print(name + "_receive", receive, a_second(port_receive, port.receiver));
  print(name + "_both_ends_and_line", send + receive, a_second(pair, port.receiver));
}

BENCHMARK_CAPTURE(call_cost, audio, Transport::audio)->Iterations(20);
BENCHMARK_CAPTURE(call_cost, t38, Transport::t38)->Iterations(40);

}  // namespace
}  // namespace caselli::bench

BENCHMARK_MAIN();

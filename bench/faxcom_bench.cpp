// What a FaxCom client pays: a property through the vtable and by late binding, and
// FaxStatus.Refresh over loopback. Refresh needs a server: give its address as CASELLI_URL (and its token as
// CASELLI_TOKEN where it is not found by itself); without one only the vtable is measured.

#include <benchmark/benchmark.h>

#include <algorithm>
#include <chrono>
#include <cstdlib>
#include <memory>
#include <vector>

#include "base/clock.h"
#include "client/remote_fax_service.h"
#include "faxcom/com_ptr.h"
#include "faxcom/connection.h"
#include "faxcom/fax_status.h"

namespace caselli::faxcom {
namespace {

ComPtr<IFaxStatus> status_without_server() {
  auto port = std::make_shared<PortStatus>();
  port->port = PortId{1};
  port->name = "Port 1";
  auto connection = std::make_shared<Connection>(nullptr, std::make_shared<SystemClock>());
  return ComPtr<IFaxStatus>::adopt(new FaxStatus(std::move(connection), std::move(port)));
}

void property_number(benchmark::State& state) {
  const auto status = status_without_server();
  for (auto _ : state) {
    LONG page = 0;
    benchmark::DoNotOptimize(status->get_CurrentPage(&page));
    benchmark::DoNotOptimize(page);
  }
}
BENCHMARK(property_number);

void property_text(benchmark::State& state) {
  const auto status = status_without_server();
  for (auto _ : state) {
    BSTR name = nullptr;
    benchmark::DoNotOptimize(status->get_DeviceName(&name));
    SysFreeString(name);
  }
}
BENCHMARK(property_text);

// By number, as clients do that asked for the name once.
void late_property(benchmark::State& state, DISPID id) {
  const auto status = status_without_server();
  DISPPARAMS none{};
  for (auto _ : state) {
    VARIANT value;
    benchmark::DoNotOptimize(
        status->Invoke(id, IID_NULL, LOCALE_NEUTRAL, DISPATCH_PROPERTYGET, &none, &value, nullptr, nullptr));
    VariantClear(&value);
  }
}
void late_property_number(benchmark::State& state) { late_property(state, 3); }  // CurrentPage
BENCHMARK(late_property_number);
void late_property_text(benchmark::State& state) { late_property(state, 5); }  // DeviceName
BENCHMARK(late_property_text);
void late_property_live(benchmark::State& state) { late_property(state, 1001); }  // BitRate
BENCHMARK(late_property_live);

// As scripts do: the name each time.
void late_property_by_name(benchmark::State& state) {
  const auto status = status_without_server();
  OLECHAR name[] = OLESTR("ElapsedTime");
  LPOLESTR names[] = {name};
  DISPPARAMS none{};
  for (auto _ : state) {
    DISPID id = DISPID_UNKNOWN;
    VARIANT value;
    benchmark::DoNotOptimize(status->GetIDsOfNames(IID_NULL, names, 1, LOCALE_NEUTRAL, &id));
    benchmark::DoNotOptimize(
        status->Invoke(id, IID_NULL, LOCALE_NEUTRAL, DISPATCH_PROPERTYGET, &none, &value, nullptr, nullptr));
    VariantClear(&value);
  }
}
BENCHMARK(late_property_by_name);

template <class Interface>
ComPtr<Interface> object_in(VARIANT& value) {
  void* object = nullptr;
  if (value.vt == VT_DISPATCH) value.pdispVal->QueryInterface(__uuidof(Interface), &object);
  VariantClear(&value);
  return ComPtr<Interface>::adopt(static_cast<Interface*>(object));
}

// FaxServer, Connect, GetPorts, Item, GetStatus; null when a step fails.
ComPtr<IFaxStatus> status_of_first_port() {
  void* object = nullptr;
  if (CoCreateInstance(CLSID_FaxServer, nullptr, CLSCTX_INPROC_SERVER, IID_IFaxServer, &object) != S_OK) return {};
  const auto server = ComPtr<IFaxServer>::adopt(static_cast<IFaxServer*>(object));
  VARIANT value;
  VariantInit(&value);
  if (server->Connect(nullptr) != S_OK || server->GetPorts(&value) != S_OK) return {};
  const auto ports = object_in<IFaxPorts>(value);
  if (!ports || ports->get_Item(1, &value) != S_OK) return {};
  const auto port = object_in<IFaxPort>(value);
  if (!port || port->GetStatus(&value) != S_OK) return {};
  return object_in<IFaxStatus>(value);
}

// Reports the latencies' p50 and p99 in microseconds.
template <class Question>
void measure_latency(benchmark::State& state, Question&& question) {
  std::vector<double> microseconds;
  for (auto _ : state) {
    const auto begin = std::chrono::steady_clock::now();
    const bool answered = question();
    const auto end = std::chrono::steady_clock::now();
    if (!answered) return state.SkipWithError("the server stopped answering");
    microseconds.push_back(std::chrono::duration<double, std::micro>(end - begin).count());
  }
  std::ranges::sort(microseconds);
  if (microseconds.empty()) return;
  state.counters["p50_us"] = microseconds[microseconds.size() / 2];
  state.counters["p99_us"] = microseconds[microseconds.size() * 99 / 100];
}

void refresh(benchmark::State& state) {
  const auto status = status_of_first_port();
  if (!status) return state.SkipWithError("cannot reach the server at CASELLI_URL");
  measure_latency(state, [&] { return status->Refresh() == S_OK; });
}

// What Refresh adds is its distance from this: the same question without FaxCom.
void service_port_status(benchmark::State& state) {
  const std::string url = default_url();
  const auto service = connect_fax_service({.url = url, .token = find_token(url, "")});
  const auto first = service ? (*service)->port_status(PortId{1}, 0) : Result<Snapshot>(service.error());
  if (!first) return state.SkipWithError("cannot reach the server at CASELLI_URL");
  const Revision known = (*first)->revision;
  measure_latency(state, [&] { return (*service)->port_status(PortId{1}, known).ok(); });
}

}  // namespace
}  // namespace caselli::faxcom

int main(int argc, char** argv) {
  benchmark::Initialize(&argc, argv);
  if (std::getenv("CASELLI_URL") != nullptr) {
    benchmark::RegisterBenchmark("refresh", caselli::faxcom::refresh)->MinTime(1);
    benchmark::RegisterBenchmark("service_port_status", caselli::faxcom::service_port_status)->MinTime(1);
  }
  benchmark::RunSpecifiedBenchmarks();
  benchmark::Shutdown();
}

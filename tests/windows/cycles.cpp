// Creates, connects, walks and releases over and over; memory and handles of the process
// must stay what they were: cycles COUNT. Prints what a Refresh costs, too. Windows only.
#include "portable.h"

#include <algorithm>
#include <cstdlib>
#include <vector>

namespace {

constexpr int kWarmUp = 100;
constexpr int kMostHandlesMore = 8;
constexpr long long kMostBytesMore = 64 << 10;

struct Use {
  long handles = 0;
  long long bytes = 0;
};

// Wine does not count them with the function that is for it.
long handles_of_process() {
  DWORD handles = 0;
  GetProcessHandleCount(GetCurrentProcess(), &handles);
  if (handles != 0) return static_cast<long>(handles);
  using Query = LONG(WINAPI*)(ULONG, void*, ULONG, ULONG*);
  const auto query = reinterpret_cast<Query>(
      reinterpret_cast<void*>(GetProcAddress(GetModuleHandleW(L"ntdll.dll"), "NtQuerySystemInformation")));
  struct Entry {
    ULONG owner;
    BYTE type, flags;
    USHORT value;
    void* object;
    ULONG access;
  };
  struct All {
    ULONG count;
    Entry entries[1];
  };
  std::vector<char> room(4 << 20);
  ULONG size = 0;
  if (query(16 /* SystemHandleInformation */, room.data(), static_cast<ULONG>(room.size()), &size) != 0) return -1;
  const auto* all = reinterpret_cast<const All*>(room.data());
  return static_cast<long>(std::count_if(all->entries, all->entries + all->count,
                                         [](const Entry& entry) { return entry.owner == GetCurrentProcessId(); }));
}
// What is in use of all heaps: the process as a whole is counted by the page.
long long bytes_of_process() {
  HANDLE heaps[64];
  const DWORD count = std::min<DWORD>(GetProcessHeaps(64, heaps), 64);
  long long bytes = 0;
  for (DWORD i = 0; i < count; ++i) {
    PROCESS_HEAP_ENTRY entry{};
    HeapLock(heaps[i]);
    while (HeapWalk(heaps[i], &entry))
      if (entry.wFlags & PROCESS_HEAP_ENTRY_BUSY) bytes += entry.cbData;
    HeapUnlock(heaps[i]);
  }
  return bytes;
}

Use use_of_process() { return {handles_of_process(), bytes_of_process()}; }

[[noreturn]] void give_up(const char* what, HRESULT code_of_it) {
  std::printf("FAILED: %s: %s %s\n", what, code(code_of_it).c_str(), last_error().c_str());
  std::exit(1);
}
void demand(const char* what, HRESULT result) {
  if (FAILED(result)) give_up(what, result);
}

template <class Interface>
Interface* object_in(VARIANT& value, const char* what) {
  void* found = nullptr;
  if (value.vt != VT_DISPATCH) give_up(what, E_FAIL);
  demand(what, value.pdispVal->QueryInterface(__uuidof(Interface), &found));
  VariantClear(&value);
  return static_cast<Interface*>(found);
}

IFaxServer* connected_server() {
  CLSID clsid;
  void* made = nullptr;
  demand("CLSIDFromProgID", CLSIDFromProgID(L"FaxServer.FaxServer", &clsid));
  demand("CoCreateInstance", CoCreateInstance(clsid, nullptr, CLSCTX_INPROC_SERVER, __uuidof(IFaxServer), &made));
  auto* server = static_cast<IFaxServer*>(made);
  demand("Connect", server->Connect(nullptr));
  return server;
}

// One whole client: every port with its name and what it does.
void one_cycle() {
  IFaxServer* server = connected_server();
  VARIANT value;
  VariantInit(&value);
  demand("GetPorts", server->GetPorts(&value));
  auto* ports = object_in<IFaxPorts>(value, "ports");
  LONG count = 0;
  demand("Count", ports->get_Count(&count));
  for (LONG i = 1; i <= count; ++i) {
    demand("Item", ports->get_Item(i, &value));
    auto* port = object_in<IFaxPort>(value, "port");
    demand("GetStatus", port->GetStatus(&value));
    auto* status = object_in<IFaxStatus>(value, "status");
    BSTR text = nullptr;
    demand("Description", status->get_Description(&text));
    SysFreeString(text);
    status->Release();
    port->Release();
  }
  if (FAILED(ports->get_Item(0, &value))) SetErrorInfo(0, nullptr);  // an error is made and dropped, too
  ports->Release();
  demand("Disconnect", server->Disconnect());
  server->Release();
  CoFreeUnusedLibraries();
}

void measure_refresh() {
  IFaxServer* server = connected_server();
  VARIANT value;
  VariantInit(&value);
  demand("GetPorts", server->GetPorts(&value));
  auto* ports = object_in<IFaxPorts>(value, "ports");
  demand("Item", ports->get_Item(1, &value));
  auto* port = object_in<IFaxPort>(value, "port");
  demand("GetStatus", port->GetStatus(&value));
  auto* status = object_in<IFaxStatus>(value, "status");
  LARGE_INTEGER frequency, before, after;
  QueryPerformanceFrequency(&frequency);
  std::vector<double> took;
  for (int i = 0; i < 500; ++i) {
    QueryPerformanceCounter(&before);
    demand("Refresh", status->Refresh());
    QueryPerformanceCounter(&after);
    took.push_back(static_cast<double>(after.QuadPart - before.QuadPart) * 1000 /
                   static_cast<double>(frequency.QuadPart));
  }
  std::sort(took.begin(), took.end());
  std::printf("wine_refresh_p50 %.3f ms\nwine_refresh_p99 %.3f ms\n", took[took.size() / 2],
              took[took.size() * 99 / 100]);
  status->Release();
  port->Release();
  ports->Release();
  server->Release();
}

}  // namespace

int main(int argc, char** argv) {
  const int count = argc > 1 ? std::atoi(argv[1]) : 1000;
  CoInitializeEx(nullptr, COINIT_MULTITHREADED);
  measure_refresh();
  for (int i = 0; i < kWarmUp; ++i) one_cycle();
  const Use before = use_of_process();
  for (int i = 0; i < count; ++i) one_cycle();
  const Use after = use_of_process();
  CoUninitialize();
  std::printf("%d cycles: handles %ld to %ld, memory %lld to %lld kB\n", count, before.handles, after.handles,
              before.bytes / 1024, after.bytes / 1024);
  const bool flat = after.handles <= before.handles + kMostHandlesMore && after.bytes <= before.bytes + kMostBytesMore;
  if (!flat) std::printf("FAILED: they grew\n");
  return flat ? 0 : 1;
}

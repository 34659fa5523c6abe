// What COM itself does with the objects, on Windows: a second apartment reaches them through
// the standard marshaller, type information is that of the type library, the DLL goes away
// when the last object is gone and comes again.
#include "portable.h"

#include <atomic>
#include <thread>

namespace {

int failures = 0;

void expect(bool good, const std::string& what) {
  std::printf("%s: %s\n", good ? "ok" : "FAILED", what.c_str());
  if (!good) ++failures;
}

IFaxServer* make_server() {
  CLSID clsid;
  void* made = nullptr;
  if (FAILED(CLSIDFromProgID(L"FaxServer.FaxServer.1", &clsid))) return nullptr;
  if (FAILED(CoCreateInstance(clsid, nullptr, CLSCTX_INPROC_SERVER, __uuidof(IFaxServer), &made))) return nullptr;
  return static_cast<IFaxServer*>(made);
}

template <class Interface>
Interface* taken(VARIANT& value) {
  void* found = nullptr;
  if (value.vt == VT_DISPATCH && value.pdispVal) value.pdispVal->QueryInterface(__uuidof(Interface), &found);
  VariantClear(&value);
  return static_cast<Interface*>(found);
}

// The other apartment: every call goes through a proxy to the thread that owns the object.
void use_from_elsewhere(IStream* stream, const void* original) {
  CoInitializeEx(nullptr, COINIT_MULTITHREADED);
  void* got = nullptr;
  HRESULT done = CoGetInterfaceAndReleaseStream(stream, __uuidof(IFaxServer), &got);
  expect(SUCCEEDED(done), "the second apartment gets the server (" + code(done) + ")");
  if (auto* server = static_cast<IFaxServer*>(got)) {
    expect(got != original, "through a proxy");
    VARIANT value;
    VariantInit(&value);
    done = server->GetPorts(&value);
    expect(SUCCEEDED(done), "GetPorts (" + code(done) + ")");
    if (auto* ports = taken<IFaxPorts>(value)) {
      LONG count = 0;
      expect(SUCCEEDED(ports->get_Count(&count)) && count == 2, "two ports");
      done = ports->get_Item(2, &value);
      if (auto* port = taken<IFaxPort>(value)) {
        BSTR name = nullptr;
        done = port->get_Name(&name);
        expect(SUCCEEDED(done) && shown(name) == "'loop-2'", "a string comes over: " + shown(name));
        SysFreeString(name);
        VARIANT by_name;
        VariantInit(&by_name);
        std::string sentence;
        done = call_by_name(port, "deviceid", 2, nullptr, &by_name, &sentence);
        expect(SUCCEEDED(done) && by_name.vt == VT_I4 && by_name.lVal == 2, "a call by name goes over, too");
        done = port->put_Rings(-1000);
        expect(done == E_INVALIDARG, "an error comes over (" + code(done) + ")");  // Wine leaves its sentence behind
        port->Release();
      } else {
        expect(false, "Item (" + code(done) + ")");
      }
      ports->Release();
    } else {
      expect(false, "the ports");
    }
    server->Release();
  }
  CoUninitialize();
}

// The thread that owns the object answers calls while it waits.
void wait_and_answer(std::thread& other, const std::atomic<bool>& done) {
  while (!done) {
    MsgWaitForMultipleObjects(0, nullptr, FALSE, 20, QS_ALLINPUT);
    MSG message;
    while (PeekMessageW(&message, nullptr, 0, 0, PM_REMOVE)) DispatchMessageW(&message);
  }
  other.join();
}

void check_second_apartment() {
  IFaxServer* server = make_server();
  if (!server || FAILED(server->Connect(nullptr))) return expect(false, "a connected server: " + last_error());
  IStream* stream = nullptr;
  const HRESULT marshalled = CoMarshalInterThreadInterfaceInStream(__uuidof(IFaxServer), server, &stream);
  expect(SUCCEEDED(marshalled), "the server is marshalled (" + code(marshalled) + ")");
  if (SUCCEEDED(marshalled)) {
    std::atomic<bool> done{false};
    std::thread other([&] {
      use_from_elsewhere(stream, server);
      done = true;
    });
    wait_and_answer(other, done);
  }
  server->Release();
}

void check_type_information() {
  IFaxServer* server = make_server();
  UINT count = 0;
  ITypeInfo* info = nullptr;
  expect(SUCCEEDED(server->GetTypeInfoCount(&count)) && count == 1, "there is type information");
  const HRESULT done = server->GetTypeInfo(0, LOCALE_USER_DEFAULT, &info);
  expect(SUCCEEDED(done) && info, "GetTypeInfo (" + code(done) + ")");
  if (info) {
    BSTR name = nullptr;
    info->GetDocumentation(MEMBERID_NIL, &name, nullptr, nullptr, nullptr);
    expect(shown(name) == "'IFaxServer'", "of IFaxServer: " + shown(name));
    SysFreeString(name);
    info->Release();
  }
  info = nullptr;
  expect(server->GetTypeInfo(1, 0, &info) == DISP_E_BADINDEX && !info, "there is one only");
  server->Release();
}

void check_unloading() {
  CoFreeUnusedLibrariesEx(0, 0);
  expect(!GetModuleHandleW(L"faxcom.dll"), "without objects the DLL is gone");
  for (int i = 0; i < 20; ++i) {
    IFaxServer* server = make_server();
    if (!server) return expect(false, "a new server");
    server->Connect(nullptr);
    CoFreeUnusedLibrariesEx(0, 0);
    if (!GetModuleHandleW(L"faxcom.dll")) return expect(false, "with an object the DLL stays");
    server->Release();
    CoFreeUnusedLibrariesEx(0, 0);
    CoFreeUnusedLibrariesEx(0, 0);
  }
  expect(!GetModuleHandleW(L"faxcom.dll"), "it comes and goes twenty times");
}

}  // namespace

int main() {
  std::setvbuf(stdout, nullptr, _IONBF, 0);
  CoInitializeEx(nullptr, COINIT_APARTMENTTHREADED);
  check_type_information();
  check_second_apartment();
  check_unloading();
  CoUninitialize();
  std::printf("%d failed\n", failures);
  return failures == 0 ? 0 : 1;
}

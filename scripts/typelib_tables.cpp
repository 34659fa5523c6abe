// Reads a type library as OLE automation sees it and writes the table of its members, one
// FAXCOM_MEMBER a line, to a file. A program for Windows; scripts/make-faxcom builds it
// with mingw-w64 and runs it under Wine: typelib_tables.exe faxcom.tlb dispatch_tables.inc

#include <windows.h>

#include <oleauto.h>

#include <cstdio>
#include <cstdlib>
#include <string>

namespace {

int fail(const char* what, HRESULT code) {
  std::fprintf(stderr, "typelib_tables: %s: 0x%08lX\n", what, static_cast<unsigned long>(code));
  return 1;
}

struct TypeRow {
  VARTYPE type;
  const char* name;
};
constexpr TypeRow kTypes[] = {
    {VT_VOID, "VT_EMPTY"},     {VT_I2, "VT_I2"},     {VT_I4, "VT_I4"},     {VT_INT, "VT_INT"},
    {VT_BOOL, "VT_BOOL"},      {VT_DATE, "VT_DATE"}, {VT_BSTR, "VT_BSTR"}, {VT_DISPATCH, "VT_DISPATCH"},
    {VT_VARIANT, "VT_VARIANT"}};

struct KindRow {
  INVOKEKIND kind;
  const char* name;
  const char* prefix;  // of the method's name in the header
};
constexpr KindRow kKinds[] = {{INVOKE_FUNC, "DISPATCH_METHOD", ""},
                              {INVOKE_PROPERTYGET, "DISPATCH_PROPERTYGET", "get_"},
                              {INVOKE_PROPERTYPUT, "DISPATCH_PROPERTYPUT", "put_"},
                              {INVOKE_PROPERTYPUTREF, "DISPATCH_PROPERTYPUTREF", "putref_"}};

const char* name_of(VARTYPE type) {
  for (const TypeRow& row : kTypes)
    if (row.type == type) return row.name;
  std::fprintf(stderr, "typelib_tables: a type is not in the table: %u\n", type);
  std::exit(1);
}

// The type behind aliases, and behind the pointer of an interface.
VARTYPE type_of(ITypeInfo* info, const TYPEDESC& type) {
  if (type.vt == VT_PTR) {
    const VARTYPE target = type_of(info, *type.lptdesc);
    return target == VT_USERDEFINED ? static_cast<VARTYPE>(VT_DISPATCH) : target;
  }
  if (type.vt != VT_USERDEFINED) return type.vt;
  ITypeInfo* target = nullptr;
  if (FAILED(info->GetRefTypeInfo(type.hreftype, &target))) return VT_USERDEFINED;
  TYPEATTR* attributes = nullptr;
  VARTYPE found = VT_USERDEFINED;
  if (SUCCEEDED(target->GetTypeAttr(&attributes))) {
    if (attributes->typekind == TKIND_ALIAS) found = type_of(target, attributes->tdescAlias);
    target->ReleaseTypeAttr(attributes);
  }
  target->Release();
  return found;
}

std::string narrow(BSTR text) {
  std::string ascii;
  for (UINT i = 0; i < SysStringLen(text); ++i) ascii += static_cast<char>(text[i]);
  return ascii;
}

// One member of an interface as it lies in the vtable: HRESULT name(parameter?, result*?).
int write_member(std::FILE* out, const std::string& owner, ITypeInfo* info, const FUNCDESC& member) {
  BSTR names[3] = {};
  UINT count = 0;
  if (const HRESULT result = info->GetNames(member.memid, names, 3, &count); FAILED(result))
    return fail("GetNames", result);
  VARTYPE parameter = VT_VOID, result = VT_VOID;
  int parameters = 0;
  for (int i = 0; i < member.cParams; ++i) {
    const ELEMDESC& element = member.lprgelemdescParam[i];
    const VARTYPE type = type_of(info, element.tdesc);
    if (element.paramdesc.wParamFlags & PARAMFLAG_FRETVAL) {
      result = type;
    } else {
      parameter = type;
      ++parameters;
    }
  }
  if (parameters > 1) return fail((owner + " has a member with two parameters").c_str(), E_NOTIMPL);
  const KindRow* kind = kKinds;
  while (kind->kind != member.invkind) ++kind;
  const bool put = member.invkind == INVOKE_PROPERTYPUT || member.invkind == INVOKE_PROPERTYPUTREF;
  const std::string name = narrow(names[0]);
  std::fprintf(out, "FAXCOM_MEMBER(%s, %d, %ld, %s, %s, %s%s, \"%s\", %s, %s)\n", owner.c_str(),
               static_cast<int>(member.oVft / sizeof(void*)), static_cast<long>(member.memid), kind->name, name.c_str(),
               kind->prefix, name.c_str(), parameters == 1 && !put && count > 1 ? narrow(names[1]).c_str() : "",
               name_of(parameter), name_of(result));
  for (UINT i = 0; i < count; ++i) SysFreeString(names[i]);
  return 0;
}

int write_interface(std::FILE* out, ITypeInfo* dispatch) {
  BSTR text = nullptr;
  dispatch->GetDocumentation(MEMBERID_NIL, &text, nullptr, nullptr, nullptr);
  const std::string name = narrow(text);
  SysFreeString(text);
  // A dual interface has two faces: -1 is the one with the vtable.
  HREFTYPE face = 0;
  ITypeInfo* info = nullptr;
  if (const HRESULT result = dispatch->GetRefTypeOfImplType(static_cast<UINT>(-1), &face); FAILED(result))
    return fail((name + " is not dual").c_str(), result);
  if (const HRESULT result = dispatch->GetRefTypeInfo(face, &info); FAILED(result))
    return fail("GetRefTypeInfo", result);
  TYPEATTR* attributes = nullptr;
  if (const HRESULT result = info->GetTypeAttr(&attributes); FAILED(result)) return fail("GetTypeAttr", result);
  int status = 0;
  for (UINT i = 0; status == 0 && i < attributes->cFuncs; ++i) {
    FUNCDESC* member = nullptr;
    if (const HRESULT result = info->GetFuncDesc(i, &member); FAILED(result)) return fail("GetFuncDesc", result);
    status = write_member(out, name, info, *member);
    info->ReleaseFuncDesc(member);
  }
  info->ReleaseTypeAttr(attributes);
  info->Release();
  return status;
}

}  // namespace

int wmain(int argc, wchar_t** argv) {
  if (argc != 3) return fail("wants two arguments: the type library, the file to write", E_INVALIDARG);
  ITypeLib* library = nullptr;
  if (const HRESULT result = LoadTypeLibEx(argv[1], REGKIND_NONE, &library); FAILED(result))
    return fail("LoadTypeLibEx", result);
  std::FILE* out = _wfopen(argv[2], L"wb");
  if (!out) return fail("cannot write the table", E_ACCESSDENIED);
  std::fputs(
      "// Made from src/faxcom/faxcom.idl by scripts/make-faxcom; do not edit. The members as OLE automation reads\n"
      "// them from the type library: FAXCOM_MEMBER(interface, vtable slot, DISPID, kind, name, method, name of the\n"
      "// parameter, its type, type of the result). VT_EMPTY: there is none.\n",
      out);
  int status = 0;
  for (UINT i = 0; status == 0 && i < library->GetTypeInfoCount(); ++i) {
    TYPEKIND kind{};
    ITypeInfo* info = nullptr;
    if (FAILED(library->GetTypeInfoType(i, &kind)) || kind != TKIND_DISPATCH) continue;
    if (const HRESULT result = library->GetTypeInfo(i, &info); FAILED(result)) return fail("GetTypeInfo", result);
    status = write_interface(out, info);
    info->Release();
  }
  library->Release();
  if (std::fclose(out) != 0) return fail("cannot write the table", E_FAIL);
  return status;
}

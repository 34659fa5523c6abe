# faxcom.dll: the objects as a COM server, with the type library in it.
enable_language(RC)
set(type_library ${CMAKE_CURRENT_SOURCE_DIR}/faxcom.tlb)
if(CMAKE_SIZEOF_VOID_P EQUAL 4)
  set(type_library ${CMAKE_CURRENT_SOURCE_DIR}/faxcom32.tlb)
endif()
string(REPLACE "." "," version_numbers ${PROJECT_VERSION})
configure_file(windows/faxcom.rc.in faxcom.rc @ONLY)
set(resources ${CMAKE_CURRENT_BINARY_DIR}/faxcom.rc)
set_source_files_properties(${resources} PROPERTIES OBJECT_DEPENDS ${type_library})

add_library(faxcom SHARED $<TARGET_OBJECTS:caselli_faxcom> ${resources} windows/faxcom.def)
target_link_libraries(faxcom PRIVATE caselli_client oleaut32 ole32 uuid advapi32)
target_link_options(faxcom PRIVATE -Wl,--enable-stdcall-fixup)  # faxcom.def has plain names
set_target_properties(faxcom PROPERTIES LINKER_LANGUAGE CXX PREFIX "")

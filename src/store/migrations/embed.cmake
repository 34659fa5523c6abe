# Writes OUTPUT: the texts of FILES (NNNN_name.sql, numbered from 1 without a gap) as
# the table that store/sqlite/migrate.h declares.
list(SORT FILES)
set(rows "")
set(number 0)
foreach(file IN LISTS FILES)
  math(EXPR number "${number} + 1")
  get_filename_component(name ${file} NAME_WE)
  string(REGEX MATCH "^[0-9]+" given ${name})
  math(EXPR given "${given}" OUTPUT_FORMAT DECIMAL)
  if(NOT given EQUAL number)
    message(FATAL_ERROR "${file}: migration ${number} was expected here")
  endif()
  file(READ ${file} text)
  string(APPEND rows "    {${number}, \"${name}\", R\"~sql~(${text})~sql~\"},\n")
endforeach()
file(WRITE ${OUTPUT} "#include \"store/sqlite/migrate.h\"

namespace caselli::sqlite {

const std::vector<Migration>& migrations() {
  static const std::vector<Migration> all{
${rows}  };
  return all;
}

}  // namespace caselli::sqlite
")

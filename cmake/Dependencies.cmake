# Every system package, once: what it is for, and its least version (Debian 12 has all of them).
# The Debian names of the packages stand in scripts/packages.txt.

find_package(PkgConfig REQUIRED)
find_package(Threads REQUIRED)

find_package(Boost 1.81 REQUIRED)                                  # Asio, Beast, System: HTTP, results
find_package(ICU 72 REQUIRED COMPONENTS uc i18n)                   # normalisation, word breaks, encodings
find_package(CLI11 2.1 REQUIRED)                                   # command lines
find_package(spdlog 1.10 REQUIRED)                                 # logs
find_package(ZLIB REQUIRED)                                        # .gz sources, members of .zip
find_package(LibXml2 2.9 REQUIRED)                                 # HTML, parts of .docx and .odt
pkg_check_modules(xapian REQUIRED IMPORTED_TARGET xapian-core>=1.4.22)  # the database
pkg_check_modules(zstd REQUIRED IMPORTED_TARGET libzstd>=1.5)      # stored texts, .zst sources
pkg_check_modules(xxhash REQUIRED IMPORTED_TARGET libxxhash>=0.8)  # checksums
pkg_check_modules(tomlplusplus REQUIRED IMPORTED_TARGET tomlplusplus)  # configuration, mappings
pkg_check_modules(poppler REQUIRED IMPORTED_TARGET poppler-cpp>=22.12)  # PDF
pkg_check_modules(cmark REQUIRED IMPORTED_TARGET libcmark>=0.30)   # Markdown

# These two come without a CMake or pkg-config file.
find_library(EVRESI_STEMMER_LIBRARY stemmer REQUIRED)              # Greek and English stems
find_path(EVRESI_STEMMER_INCLUDE libstemmer.h PATH_SUFFIXES libstemmer REQUIRED)
add_library(evresi_libstemmer INTERFACE)
target_include_directories(evresi_libstemmer SYSTEM INTERFACE ${EVRESI_STEMMER_INCLUDE})
target_link_libraries(evresi_libstemmer INTERFACE ${EVRESI_STEMMER_LIBRARY})


find_library(EVRESI_CSV_LIBRARY csv REQUIRED)                      # CSV and TSV
find_path(EVRESI_CSV_INCLUDE csv.h REQUIRED)
add_library(evresi_csv INTERFACE)
target_include_directories(evresi_csv SYSTEM INTERFACE ${EVRESI_CSV_INCLUDE})
target_link_libraries(evresi_csv INTERFACE ${EVRESI_CSV_LIBRARY})

find_path(EVRESI_RAPIDJSON_INCLUDE rapidjson/reader.h REQUIRED)    # JSON
add_library(evresi_rapidjson INTERFACE)
target_include_directories(evresi_rapidjson SYSTEM INTERFACE ${EVRESI_RAPIDJSON_INCLUDE})
if(EVRESI_SANITIZER STREQUAL "address" AND CMAKE_CXX_COMPILER_ID STREQUAL "Clang")
    target_compile_options(evresi_rapidjson INTERFACE
        -fsanitize-ignorelist=${CMAKE_CURRENT_LIST_DIR}/sanitizer_ignores.txt)
endif()

if(EVRESI_BUILD_TESTS)
    find_package(Catch2 REQUIRED)                                  # 2 on Debian 12, 3 on Debian 13
endif()
if(EVRESI_BUILD_BENCH)
    find_package(benchmark 1.7 QUIET)                              # optional: bench/micro
endif()

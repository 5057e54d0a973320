# Flags of every target of ours, on one interface target; nothing edits CMAKE_CXX_FLAGS.

add_library(evresi_options INTERFACE)
target_compile_features(evresi_options INTERFACE cxx_std_20)
set_target_properties(evresi_options PROPERTIES INTERFACE_POSITION_INDEPENDENT_CODE ON)
set(CMAKE_CXX_EXTENSIONS OFF)
target_include_directories(evresi_options INTERFACE ${PROJECT_SOURCE_DIR} ${PROJECT_BINARY_DIR})

target_compile_options(evresi_options INTERFACE
    -Wall -Wextra -Wpedantic -Wshadow -Wconversion -Wnon-virtual-dtor -Wold-style-cast
    -fstack-protector-strong -fstack-clash-protection -fcf-protection
    $<$<CXX_COMPILER_ID:Clang>:-Wthread-safety>
    $<$<BOOL:${EVRESI_WERROR}>:-Werror>)
target_compile_definitions(evresi_options INTERFACE _GLIBCXX_ASSERTIONS
    # Fortified library calls need optimisation; sanitizers bring their own checks.
    $<$<AND:$<CONFIG:RelWithDebInfo,Release>,$<STREQUAL:${EVRESI_SANITIZER},>>:_FORTIFY_SOURCE=2>)
target_link_options(evresi_options INTERFACE -Wl,-z,relro,-z,now,-z,noexecstack)

if(EVRESI_SANITIZER STREQUAL "address")
    set(evresi_sanitize -fsanitize=address,undefined -fno-sanitize-recover=all -fno-omit-frame-pointer)
elseif(EVRESI_SANITIZER STREQUAL "thread")
    set(evresi_sanitize -fsanitize=thread -fno-omit-frame-pointer)
elseif(NOT EVRESI_SANITIZER STREQUAL "")
    message(FATAL_ERROR "EVRESI_SANITIZER is '${EVRESI_SANITIZER}'; it takes address or thread")
endif()
if(evresi_sanitize)
    # -O1 keeps the suite quick; sanitizers need no more.
    target_compile_options(evresi_options INTERFACE ${evresi_sanitize} -O1 -g1)
    target_link_options(evresi_options INTERFACE ${evresi_sanitize})
    # GCC's optimiser warns falsely about instrumented code.
    target_compile_options(evresi_options INTERFACE
        $<$<CXX_COMPILER_ID:GNU>:-Wno-maybe-uninitialized -Wno-tsan>)
endif()

if(EVRESI_FUZZ)
    if(NOT CMAKE_CXX_COMPILER_ID STREQUAL "Clang")
        message(FATAL_ERROR "EVRESI_FUZZ needs Clang; use the preset fuzz")
    endif()
    # Only the fuzzers link libFuzzer's main; everything reports its coverage to it.
    target_compile_options(evresi_options INTERFACE -fsanitize=fuzzer-no-link)
    target_link_options(evresi_options INTERFACE -fsanitize=fuzzer-no-link)
endif()

find_program(EVRESI_CCACHE ccache)
if(EVRESI_CCACHE)
    set(CMAKE_CXX_COMPILER_LAUNCHER ${EVRESI_CCACHE})
endif()

# evresi_add_library(<name> <source>...): static library evresi_<name>.
function(evresi_add_library name)
    add_library(evresi_${name} STATIC ${ARGN})
    target_link_libraries(evresi_${name} PUBLIC evresi_options)
endfunction()

# evresi_add_program(<name> <source>...): a program in the build folder's bin/.
function(evresi_add_program name)
    add_executable(${name} ${ARGN})
    target_link_libraries(${name} PRIVATE evresi_options)
    set_target_properties(${name} PROPERTIES RUNTIME_OUTPUT_DIRECTORY ${PROJECT_BINARY_DIR}/bin)
endfunction()

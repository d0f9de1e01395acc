# build_types.cmake -- CMAKE_BUILD_TYPE: what a build is for, and the compiler's flags for it.
#
#   Release   what is sold with: optimised, with symbols for a look into a core dump
#   Test      for tests/run and ctest: AddressSanitizer and UndefinedBehaviorSanitizer, and places
#             where a test can kill a process
#   Coverage  for tests/coverage: counts the lines that ran
#   Fuzz      for tests/fuzz/run, by clang: like Test, and libFuzzer sees which branches were taken
#
# CMake's own types are refused: RelWithDebInfo drops the asserts, and what cannot happen must not go
# on in any build.
set(types Release Test Coverage Fuzz)
if(NOT CMAKE_BUILD_TYPE)
    set(CMAKE_BUILD_TYPE Release)
elseif(NOT CMAKE_BUILD_TYPE IN_LIST types)
    message(FATAL_ERROR "CMAKE_BUILD_TYPE must be one of ${types}, not ${CMAKE_BUILD_TYPE}.")
endif()
if(CMAKE_BUILD_TYPE STREQUAL Fuzz AND NOT CMAKE_C_COMPILER_ID STREQUAL Clang)
    message(FATAL_ERROR "The type Fuzz needs clang: CC=clang-19 cmake …")
endif()

set(sanitize "-fno-sanitize-recover=all -fno-omit-frame-pointer -fsanitize=address,undefined")
set(CMAKE_C_FLAGS_RELEASE "-O2 -g -fstack-protector-strong -U_FORTIFY_SOURCE -D_FORTIFY_SOURCE=2")
set(CMAKE_C_FLAGS_TEST "-O1 -g ${sanitize} -DUSHER_FAILURE_POINTS")
set(CMAKE_C_FLAGS_COVERAGE "-O0 -g --coverage -DUSHER_FAILURE_POINTS")
# Every piece of an arena is a block of its own, so that AddressSanitizer sees where it ends.
set(CMAKE_C_FLAGS_FUZZ "-O1 -g ${sanitize},fuzzer-no-link -DUSHER_ARENA_BLOCK_BYTES=1")

# embed.cmake -- turns Lua scripts, SQL migrations and SQL functions into C, when the build runs it.
#
#   cmake -DWHAT=scripts|migrations|functions -DSOURCE=<project> -DOUTPUT=<file.c> -P embed.cmake
#
# Byte arrays, as -Wpedantic refuses long string literals. The hashes are of the very bytes embedded.
cmake_minimum_required(VERSION 3.25)

# The text as a zero-terminated array of bytes named ${name}_text.
function(byte_array name text ret_code)
    if(text STREQUAL "")
        message(FATAL_ERROR "${name} is empty")
    endif()
    string(HEX "${text}" hex)
    string(REGEX REPLACE "([0-9a-f][0-9a-f])" "0x\\1," bytes "${hex}")
    set(${ret_code} "static const unsigned char ${name}_text[] = {${bytes}0};\n" PARENT_SCOPE)
endfunction()

# Each line "--- @include name" gives way to lua/include/name.lua.
function(read_script file ret_text)
    file(READ "${file}" text)
    string(REGEX MATCHALL "--- @include [a-z_]+\n" lines "${text}")
    foreach(line IN LISTS lines)
        string(REGEX REPLACE "^--- @include ([a-z_]+)\n$" "\\1" include "${line}")
        file(READ "${SOURCE}/lua/include/${include}.lua" included)
        string(REPLACE "${line}" "${included}" text "${text}")
    endforeach()
    if(text MATCHES "@include")
        message(FATAL_ERROR "${file}: an include that is not \"--- @include name\", or inside another")
    endif()
    set(${ret_text} "${text}" PARENT_SCOPE)
endfunction()

# A file in lua/ that the table does not name would never be called.
function(check_table names)
    file(GLOB files RELATIVE "${SOURCE}/lua" "${SOURCE}/lua/*.lua")
    foreach(file IN LISTS files)
        string(REGEX REPLACE "\\.lua$" "" name "${file}")
        if(NOT name IN_LIST names)
            message(FATAL_ERROR "lua/${file} is not in SCRIPT_TABLE of store/scripts.h")
        endif()
    endforeach()
endfunction()

function(embed_scripts)
    file(READ "${SOURCE}/workers/store/scripts.h" header)
    string(REGEX MATCHALL "X\\([A-Z_]+, [a-z_]+\\)" rows "${header}")
    set(names "")
    set(arrays "")
    set(entries "")
    foreach(row IN LISTS rows)
        string(REGEX MATCH "([A-Z_]+), ([a-z_]+)" row "${row}")
        set(constant ${CMAKE_MATCH_1})
        set(name ${CMAKE_MATCH_2})
        read_script("${SOURCE}/lua/${name}.lua" text)
        byte_array(${name} "${text}" array)
        string(SHA1 sha1 "${text}")
        list(APPEND names ${name})
        string(APPEND arrays "${array}")
        string(APPEND entries "    [SCRIPT_${constant}] = {\"${name}\", \"${sha1}\", "
            "(const char *)${name}_text, sizeof(${name}_text) - 1},\n")
    endforeach()
    check_table("${names}")
    file(WRITE "${OUTPUT}" "/* Made by workers/embed.cmake from lua/. */\n"
        "#include \"store/scripts.h\"\n\n${arrays}\n"
        "static const struct script_source sources[SCRIPT_COUNT] = {\n${entries}};\n\n"
        "const struct script_source *script_source(enum script script)\n"
        "{\n    return &sources[script];\n}\n")
endfunction()

function(embed_migrations)
    file(GLOB files "${SOURCE}/sql/[0-9]*.sql")
    list(SORT files)
    set(arrays "")
    set(entries "")
    set(versions "")
    foreach(file IN LISTS files)
        get_filename_component(name "${file}" NAME_WE)
        if(NOT name MATCHES "^([0-9][0-9][0-9][0-9])_[a-z0-9_]+$")
            message(FATAL_ERROR "${file} is not named like 0001_what.sql")
        endif()
        math(EXPR version "1${CMAKE_MATCH_1} - 10000")
        if(version IN_LIST versions)
            message(FATAL_ERROR "two migrations have version ${version}")
        endif()
        list(APPEND versions ${version})
        file(READ "${file}" text)
        if(version GREATER 30 AND text MATCHES "(^|\n)CREATE (OR REPLACE )?FUNCTION")
            message(FATAL_ERROR "${file}: a function is defined in sql/functions/, see sql/README.md")
        endif()
        byte_array(migration_${version} "${text}" array)
        string(SHA256 sha256 "${text}")
        string(APPEND arrays "${array}")
        string(APPEND entries "    {${version}, \"${name}\", \"${sha256}\", "
            "(const char *)migration_${version}_text, sizeof(migration_${version}_text) - 1},\n")
    endforeach()
    if(versions STREQUAL "")
        message(FATAL_ERROR "there are no migrations in ${SOURCE}/sql")
    endif()
    file(WRITE "${OUTPUT}" "/* Made by workers/embed.cmake from sql/. */\n"
        "#include \"store/migrations.h\"\n\n${arrays}\n"
        "static const struct migration all[] = {\n${entries}};\n\n"
        "const struct migration *migrations(size_t *ret_count)\n"
        "{\n    *ret_count = sizeof(all) / sizeof(all[0]);\n    return all;\n}\n")
endfunction()

# A file defines the function that it is named after, in a way that can be repeated, and no other.
function(check_function file name text)
    string(REGEX MATCHALL "(^|\n)CREATE( OR REPLACE)? (FUNCTION|PROCEDURE|AGGREGATE) [^\n(]*" definitions "${text}")
    list(LENGTH definitions count)
    if(NOT count EQUAL 1 OR NOT definitions MATCHES "^\n?CREATE OR REPLACE FUNCTION usher\\.${name}$")
        message(FATAL_ERROR "${file}: it must define usher.${name} by CREATE OR REPLACE FUNCTION, and nothing else")
    endif()
endfunction()

function(embed_functions)
    file(GLOB files "${SOURCE}/sql/functions/*/*.sql")
    list(SORT files)
    set(arrays "")
    set(entries "")
    set(names "")
    foreach(file IN LISTS files)
        file(RELATIVE_PATH path "${SOURCE}/sql" "${file}")
        get_filename_component(name "${file}" NAME_WE)
        if(NOT path MATCHES "^functions/[a-z]+/[a-z0-9_]+\\.sql$")
            message(FATAL_ERROR "${file} is not named like functions/room/name.sql")
        endif()
        if(name IN_LIST names)
            message(FATAL_ERROR "two files define the function ${name}")
        endif()
        list(APPEND names ${name})
        file(READ "${file}" text)
        check_function("${file}" ${name} "${text}")
        byte_array(${name} "${text}" array)
        string(SHA256 sha256 "${text}")
        string(APPEND arrays "${array}")
        string(APPEND entries "    {\"${name}\", \"${path}\", \"${sha256}\", (const char *)${name}_text},\n")
    endforeach()
    if(names STREQUAL "")
        message(FATAL_ERROR "there are no functions in ${SOURCE}/sql/functions")
    endif()
    file(WRITE "${OUTPUT}" "/* Made by workers/embed.cmake from sql/functions/. */\n"
        "#include \"store/migrations.h\"\n\n${arrays}\n"
        "static const struct sql_function all[] = {\n${entries}};\n\n"
        "const struct sql_function *sql_functions(size_t *ret_count)\n"
        "{\n    *ret_count = sizeof(all) / sizeof(all[0]);\n    return all;\n}\n")
endfunction()

if(WHAT STREQUAL "scripts")
    embed_scripts()
elseif(WHAT STREQUAL "functions")
    embed_functions()
else()
    embed_migrations()
endif()

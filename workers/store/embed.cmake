# embed.cmake -- turns Lua scripts and SQL migrations into C, when the build runs it.
#
#   cmake -DWHAT=scripts|migrations -DSOURCE=<project> -DOUTPUT=<file.c> -P embed.cmake
#   cmake -DWHAT=linted -DSOURCE=<project> -DOUTPUT=<folder> -P embed.cmake
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

# Stops the build when `file` of lua/ cannot include `name`. `path` is the files that led here.
function(check_include file name path)
    if(NOT EXISTS "${SOURCE}/lua/include/${name}.lua")
        message(FATAL_ERROR "lua/${file} includes ${name}, and there is no lua/include/${name}.lua")
    endif()
    if("include/${name}.lua" IN_LIST path)
        list(JOIN path " includes " circle)
        message(FATAL_ERROR "lua/: includes in a circle: ${circle} includes include/${name}.lua")
    endif()
endfunction()

# The text of a file of lua/, in which a line "--- @include ROOM/NAME" gives way to lua/include/ROOM/NAME.lua, likewise
# with what that includes, or to nothing where `included` has the name: so each include is put in once, in front of
# all that use it. The file is the last of `path`. The text never becomes a list: it has semicolons and brackets.
function(read_lua path included ret_text ret_included)
    list(GET path -1 file)
    file(READ "${SOURCE}/lua/${file}" text)
    string(REGEX MATCHALL "--- @include [a-z_/]+\n" lines "${text}")
    foreach(line IN LISTS lines)
        string(REGEX REPLACE "^--- @include ([a-z_/]+)\n$" "\\1" name "${line}")
        check_include("${file}" "${name}" "${path}")
        set(put_in "")
        if(NOT name IN_LIST included)
            list(APPEND included "${name}")
            read_lua("${path};include/${name}.lua" "${included}" put_in included)
        endif()
        string(REPLACE "${line}" "${put_in}" text "${text}")
    endforeach()
    if(text MATCHES "@include")
        message(FATAL_ERROR "lua/${file}: an include is \"--- @include ROOM/NAME\", on a line of its own")
    endif()
    set(${ret_text} "${text}" PARENT_SCOPE)
    set(${ret_included} "${included}" PARENT_SCOPE)
endfunction()

# A script that the table does not name would never be called, nor an include that no script names.
function(check_all_are_used names included)
    file(GLOB_RECURSE files RELATIVE "${SOURCE}/lua" "${SOURCE}/lua/*.lua")
    foreach(file IN LISTS files)
        string(REGEX REPLACE "^include/|\\.lua$" "" include "${file}")
        get_filename_component(name "${file}" NAME_WE)
        if(file MATCHES "^include/" AND NOT include IN_LIST included)
            message(FATAL_ERROR "lua/${file} is included by no script")
        elseif(NOT file MATCHES "^include/" AND NOT name IN_LIST names)
            message(FATAL_ERROR "lua/${file} is not in SCRIPT_TABLE of store/scripts.h")
        endif()
    endforeach()
endfunction()

# The script's file, "ROOM/NAME.lua".
function(find_script name ret_file)
    file(GLOB files RELATIVE "${SOURCE}/lua" "${SOURCE}/lua/*/${name}.lua")
    list(LENGTH files count)
    if(NOT count EQUAL 1)
        message(FATAL_ERROR "one room of lua/ must have ${name}.lua, and ${count} have it")
    endif()
    set(${ret_file} "${files}" PARENT_SCOPE)
endfunction()

function(embed_scripts)
    file(READ "${SOURCE}/workers/store/scripts.h" header)
    string(REGEX MATCHALL "X\\([A-Z_]+, [a-z_]+\\)" rows "${header}")
    set(names "")
    set(used "")
    set(arrays "")
    set(entries "")
    foreach(row IN LISTS rows)
        string(REGEX MATCH "([A-Z_]+), ([a-z_]+)" row "${row}")
        set(constant ${CMAKE_MATCH_1})
        set(name ${CMAKE_MATCH_2})
        find_script(${name} file)
        read_lua("${file}" "" text included)
        list(APPEND used ${included})
        byte_array(${name} "${text}" array)
        string(SHA1 sha1 "${text}")
        list(APPEND names ${name})
        string(APPEND arrays "${array}")
        string(APPEND entries "    [SCRIPT_${constant}] = {\"${name}\", \"${sha1}\", "
            "(const char *)${name}_text, sizeof(${name}_text) - 1},\n")
    endforeach()
    check_all_are_used("${names}" "${used}")
    file(WRITE "${OUTPUT}" "/* Made by workers/store/embed.cmake from lua/. */\n"
        "#include \"store/scripts.h\"\n\n${arrays}\n"
        "static const struct script_source sources[SCRIPT_COUNT] = {\n${entries}};\n\n"
        "const struct script_source *script_source(enum script script)\n"
        "{\n    return &sources[script];\n}\n")
endfunction()

# For luacheck, into the folder OUTPUT: each file of lua/ with what it includes, where a name that nobody defines is
# one whose include it does not name; and all.lua, each script a function, where nobody needs what is unused.
function(write_for_linter)
    file(GLOB_RECURSE files RELATIVE "${SOURCE}/lua" "${SOURCE}/lua/*.lua")
    set(included "")
    set(includes "")
    set(scripts "")
    foreach(file IN LISTS files)
        read_lua("${file}" "" text ignored)
        file(WRITE "${OUTPUT}/${file}" "${text}")
        string(REGEX REPLACE "^include/|\\.lua$" "" name "${file}")
        if(file MATCHES "^include/" AND NOT name IN_LIST included)
            list(APPEND included "${name}")
            read_lua("${file}" "${included}" text included)
            string(APPEND includes "${text}")
        endif()
    endforeach()
    list(FILTER files EXCLUDE REGEX "^include/")
    foreach(file IN LISTS files)
        read_lua("${file}" "${included}" text ignored)
        string(APPEND scripts "local _ = function()\n${text}end\n")
    endforeach()
    file(WRITE "${OUTPUT}/all.lua" "${includes}${scripts}")
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
        byte_array(migration_${version} "${text}" array)
        string(SHA256 sha256 "${text}")
        string(APPEND arrays "${array}")
        string(APPEND entries "    {${version}, \"${name}\", \"${sha256}\", "
            "(const char *)migration_${version}_text, sizeof(migration_${version}_text) - 1},\n")
    endforeach()
    if(versions STREQUAL "")
        message(FATAL_ERROR "there are no migrations in ${SOURCE}/sql")
    endif()
    file(WRITE "${OUTPUT}" "/* Made by workers/store/embed.cmake from sql/. */\n"
        "#include \"store/migrations.h\"\n\n${arrays}\n"
        "static const struct migration all[] = {\n${entries}};\n\n"
        "const struct migration *migrations(size_t *ret_count)\n"
        "{\n    *ret_count = sizeof(all) / sizeof(all[0]);\n    return all;\n}\n")
endfunction()

# File names are told from where the project is.
get_filename_component(SOURCE "${SOURCE}" ABSOLUTE)
if(WHAT STREQUAL "scripts")
    embed_scripts()
elseif(WHAT STREQUAL "linted")
    write_for_linter()
else()
    embed_migrations()
endif()

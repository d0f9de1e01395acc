# shellcheck shell=bash
# The floors and rooms of the sources: which file may include which, and how many a folder holds.

# A room, and the floors on which it stands. Of its own floor it uses the rooms above it in this
# table. A folder that is not named belongs to the room around it.
ROOMS='
base
store base
http base
sale/redis base store
sale/account base store
sale/plan base
sale/concert base store
sale/draw base store
sale/check base store
sale/seats base store
sale/queue base store
sale/money base store
sale/upkeep base store
api base http sale
usher-worker base store http sale api
usher-scheduler base store http sale api
usherctl base store sale api'

# Headers of types, limits or tables, which need no .c; those of store/ have theirs from the build.
ALONE='base/metrics/metric_table.h base/context.h base/idempotency.h sale/redis/entry_id.h sale/plan/hall_limits.h
sale/seats/hold_refusal.h sale/money/payment.h sale/plan/seating_plan.h sale/draw/draw_state.h
api/handlers.h usherctl/draw/claimed_draw.h
store/scripts.h store/migrations.h sql/support/sql.h'

# Files of one folder, so that somebody who opens it finds their way.
FILES_MAX=20

# "workers/http/route.c http/request.h": every include of a file of the project.
all_includes() {
    grep -rE '^#include "' workers tests/unit tests/sql tests/lua tests/fuzz --include='*.[ch]' |
        sed -E 's/^([^:]+):#include "([^"]+)".*/\1 \2/'
}

includes_that_climb() {
    all_includes | awk -v table="$ROOMS" '
        BEGIN {
            count = split(table, rows, "\n")
            for (i = 1; i <= count; i++) {
                words = split(rows[i], word, " ")
                if (words == 0)
                    continue
                height[word[1]] = i
                for (j = 2; j <= words; j++)
                    stands[word[1], word[j]] = 1
            }
        }
        function floor_of(path) {
            sub("/.*", "", path)
            return path
        }
        function room_of(path) {
            while (sub("/[^/]*$", "", path))
                if (path in height)
                    return path
            return ""
        }
        $1 ~ /^workers\// {
            from = room_of(substr($1, length("workers/") + 1))
            to = room_of($2)
            own = floor_of(from) == floor_of(to)
            may = own ? height[to] <= height[from] : (from, floor_of(to)) in stands
            if (from == "" || to == "" || !may)
                print $1 " must not include " $2
        }'
}

no_include_climbs() {
    nothing includes_that_climb
}

# A header and its .c are one file here.
circles() {
    all_includes | sed -E 's/\.[ch]( |$)/\1/g' | awk '
        { sub("^workers/", "", $1); sub("^tests/", "", $1); if ($1 != $2) print $1, $2 }' |
        tsort 2>&1 >/dev/null
}

no_files_include_each_other_in_a_circle() {
    nothing circles
}

headers() {
    find workers tests/unit tests/sql tests/lua -name '*.h' | sort
}

headers_without_their_file() {
    awk -v alone="$ALONE" '
        BEGIN {
            count = split(alone, names)
            for (i = 1; i <= count; i++)
                is_alone[names[i]] = 1
        }
        NF == 2 { includes[$1, $2] = 1 }
        NF == 1 {
            name = file = $1
            sub("^[^/]*/", "", name)
            sub("h$", "c", file)
            if (!(name in is_alone) && !((file, name) in includes))
                print $1 ": no " file " includes it"
        }' <(all_includes) <(headers)
}

every_header_has_its_file() {
    nothing headers_without_their_file
}

# Functions at the beginning of a line that a header declares and its .c does not define.
functions_elsewhere() {
    local header files=()
    while read -r header; do
        [[ ! -f ${header%.h}.c ]] || files+=("${header%.h}.c" "$header")
    done < <(headers)
    awk '
        FNR == 1 && FILENAME ~ /c$/ { split("", defined) }
        !/^[A-Za-z][A-Za-z0-9_ *]*\(/ { next }
        FILENAME ~ /h$/ && /^(static|typedef)/ { next }
        {
            name = substr($0, 1, index($0, "(") - 1)
            sub(".*[^A-Za-z0-9_]", "", name)
        }
        FILENAME ~ /c$/ { defined[name] = 1; next }
        name ~ /^[a-z0-9_]+$/ && !(name in defined) { print FILENAME ": " name "() is not defined in its .c" }' "${files[@]}"
}

every_function_is_in_the_header_of_its_file() {
    nothing functions_elsewhere
}

# Migrations are numbered and stay where they are.
crowded_folders() {
    find workers lua nginx sql tests deploy -path '*/node_modules' -prune -o -type f \
        ! -name '[0-9][0-9][0-9][0-9]_*.sql' ! -name '*.png' -printf '%h\n' | sort | uniq -c |
        awk -v max="$FILES_MAX" '$1 > max {print $2 ": " $1 " files"}'
}

no_folder_is_crowded() {
    nothing crowded_folders
}

# shellcheck disable=SC2034  # tests/style/check runs them
ROOM_CHECKS=(no_include_climbs no_files_include_each_other_in_a_circle every_header_has_its_file
    every_function_is_in_the_header_of_its_file no_folder_is_crowded)

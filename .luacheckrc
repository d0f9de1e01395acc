-- .luacheckrc -- what luacheck expects of the scripts, as workers/store/embed.cmake writes them for it.
std = "lua51"
read_globals = {"redis", "KEYS", "ARGV", "cjson", "cmsgpack", "bit", "struct"}
max_line_length = 120
-- A script needs not all functions of what it includes: what is unused is looked for in all of them together.
ignore = {"211"}
files["**/all.lua"] = {enable = {"211"}}

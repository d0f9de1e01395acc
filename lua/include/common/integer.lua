-- Lua turns a large number into scientific notation when it becomes a string; keys and scores must not.
local function integer(number) return string.format('%.0f', number) end

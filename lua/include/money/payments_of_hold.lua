-- Two tabs or a repetition may pay for one hold at once: its fence names each of those payments, 'a,b', and is '0'
-- when the last of them has ended.
local function add_fence(fences, fence)
  return fences == '0' and fence or fences .. ',' .. fence
end

-- The fences without one of them, or nil when that is not among them.
local function end_fence(fences, fence)
  local others, found = {}, false
  for other in string.gmatch(fences, '[^,]+') do
    if other == fence then found = true else others[#others + 1] = other end
  end
  if found then return #others > 0 and table.concat(others, ',') or '0' end
end

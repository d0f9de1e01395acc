-- Each payment has a token, its fence, and a hold names those of the payments that are under way for it: two tabs or a
-- repetition may pay for one hold at once. They are 'a,b', and '0' when the last of them has ended.
local function add_payment(payments, token)
  return payments == '0' and token or payments .. ',' .. token
end

-- The payments without one of them, or nil when that is not among them.
local function remove_payment(payments, token)
  local others, found = {}, false
  for other in string.gmatch(payments, '[^,]+') do
    if other == token then found = true else others[#others + 1] = other end
  end
  if found then return #others > 0 and table.concat(others, ',') or '0' end
end

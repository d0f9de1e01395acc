-- requests.lua -- lets wrk send each line of a file once: METHOD, path, bearer token, body, with tabs between.
--
--   wrk … -s requests.lua URL -- FILE once|again
--
-- Each thread takes its share of the lines. "again": it is fine to begin anew when all are sent.
-- The last line it prints is for tests/bench/run: "result", then requests, seconds, refused, lost,
-- p50 ms, p99 ms, repeated: how many requests were sent more than once.
local threads = {}

function setup(thread)
  thread:set("number", #threads)
  threads[#threads + 1] = thread
end

local function format(line)
  local method, path, token, body = line:match("^([^\t]*)\t([^\t]*)\t([^\t]*)\t([^\t]*)$")
  local headers = {}
  if token ~= "" then headers["Authorization"] = "Bearer " .. token end
  if body ~= "" then headers["Content-Type"] = "application/json" end
  return wrk.format(method, path, headers, body ~= "" and body or nil)
end

function init(args)
  local index = 0
  -- wrk asks the first thread for a request before it begins, only to look at it.
  lines, sent, repeated, cycle = {}, number == 0 and -1 or 0, 0, args[2] == "again"
  for line in io.lines(args[1]) do
    if index % 2 == number % 2 then lines[#lines + 1] = format(line) end
    index = index + 1
  end
end

function request()
  local at = math.max(sent, 0) % #lines + 1
  if sent >= #lines and not cycle then repeated = repeated + 1 end
  sent = sent + 1
  return lines[at]
end

function done(summary, latency)
  local errors, again = summary.errors, 0
  for _, thread in ipairs(threads) do again = again + thread:get("repeated") end
  print(string.format("result %d %.6f %d %d %.2f %.2f %d", summary.requests, summary.duration / 1000000,
    errors.status, errors.connect + errors.read + errors.write + errors.timeout,
    latency:percentile(50) / 1000, latency:percentile(99) / 1000, again))
end

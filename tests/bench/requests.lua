-- requests.lua -- lets wrk send each line of a file once: METHOD, path, bearer token, body, with tabs between.
--
--   wrk … -s requests.lua URL -- FILE once|again
--
-- Each thread takes its share of the lines, and stops when all are sent; with "again" it begins anew.
-- The last line it prints is for tests/bench/run: "result", then requests, seconds, refused, lost,
-- p50 ms, p99 ms, how many threads had to stop.
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
  lines, sent, stopped, cycle = {}, number == 0 and -1 or 0, 0, args[2] == "again"
  for line in io.lines(args[1]) do
    if index % 2 == number % 2 then lines[#lines + 1] = format(line) end
    index = index + 1
  end
end

function request()
  local at = math.max(sent, 0) % #lines + 1
  if sent >= #lines and not cycle then
    stopped = 1
    wrk.thread:stop()
  end
  sent = sent + 1
  return lines[at]
end

function done(summary, latency)
  local errors, stops = summary.errors, 0
  for _, thread in ipairs(threads) do stops = stops + thread:get("stopped") end
  print(string.format("result %d %.6f %d %d %.2f %.2f %d", summary.requests, summary.duration / 1000000,
    errors.status, errors.connect + errors.read + errors.write + errors.timeout,
    latency:percentile(50) / 1000, latency:percentile(99) / 1000, stops))
end

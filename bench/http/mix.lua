-- For wrk: asks the paths of a file in turn. Arguments: FILE, repeat|renew, number of connections.
-- `renew` asks each path with another facet_size in every pass, which makes it a request that no cache has an
-- answer for and costs the same; `repeat` asks the first hundred again and again. Prints figures as JSON.
local paths = {}
local at = 0
local renews = false
local pass = 0

function init(arguments)
  renews = arguments[2] == "renew"
  for line in io.lines(arguments[1]) do
    paths[#paths + 1] = line
    if not renews and #paths == 100 then break end
  end
end

function request()
  at = at + 1
  if at > #paths then
    at = 1
    pass = pass + 1
  end
  local path = paths[at]
  if renews then path = path .. "&facet_size=" .. (20 + pass % 80) end
  return wrk.format("GET", path)
end

function done(summary, latency, requests)
  local errors = summary.errors
  io.write(string.format(
    '\nFIGURES {"answers": %d, "seconds": %.6f, "p50_ms": %.4f, "p99_ms": %.4f, "bytes": %d, "failed": %d}\n',
    summary.requests, summary.duration / 1e6, latency:percentile(50) / 1000, latency:percentile(99) / 1000,
    summary.bytes, errors.connect + errors.read + errors.write + errors.timeout + errors.status))
end

-- Hands out effects that nobody holds a live lease on, the oldest first.
-- KEYS: effects (stream), leases (sorted set: entry id -> until when)
-- ARGV: consumer group (its only consumer has the same name), how many, now, until when
-- Returns entry id, attempt, effect, and so on.
--
-- The stream and its group give order, and remember what was handed out and how often. Until when is kept beside them and not read
-- from the entries' idle time: idle time is the server's clock, and every other deadline of a hold is the caller's.
local group, max, now = ARGV[1], tonumber(ARGV[2]), tonumber(ARGV[3])
local taken = {}
local function take(entry, attempt)
    redis.call('ZADD', KEYS[2], ARGV[4], entry[1])
    taken[#taken + 1] = entry[1]
    taken[#taken + 1] = tostring(attempt)
    taken[#taken + 1] = entry[2][2]
    max = max - 1
end

if max <= 0 or redis.call('EXISTS', KEYS[1]) == 0 then
    return taken
end

-- First those handed out before, whose worker died or was too slow; they are all older than those never handed out.
local pending = redis.call('XPENDING', KEYS[1], group)[1]
if pending > 0 then
    for _, entry in ipairs(redis.call('XPENDING', KEYS[1], group, '-', '+', pending)) do
        if max == 0 then
            return taken
        end
        local until_ = redis.call('ZSCORE', KEYS[2], entry[1])
        if not until_ or tonumber(until_) <= now then
            take(redis.call('XCLAIM', KEYS[1], group, group, 0, entry[1])[1], entry[4] + 1)
        end
    end
end

local new = max > 0 and redis.call('XREADGROUP', 'GROUP', group, group, 'COUNT', max, 'STREAMS', KEYS[1], '>')
if new then
    for _, entry in ipairs(new[1][2]) do
        take(entry, 1)
    end
end
return taken

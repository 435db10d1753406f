-- Hands out effects that nobody holds a live lease on, the oldest first. What was written after one under a live lease, in the same lane, waits for it.
-- KEYS: effects (stream), leases (sorted set: entry id -> until when)
-- ARGV: consumer group (its only consumer has the same name), how many, now, until when
-- Returns entry id, attempt, effect, and so on.
--
-- The stream and its group give order, and remember what was handed out and how often. Until when is kept beside them and not read
-- from the entries' idle time: idle time is the server's clock, and every other deadline of a hold is the caller's.
local group, max, now = ARGV[1], tonumber(ARGV[2]), tonumber(ARGV[3])
local taken, busy = {}, {}
local function take(entry, attempt)
    redis.call('ZADD', KEYS[2], ARGV[4], entry[1])
    taken[#taken + 1] = entry[1]
    taken[#taken + 1] = tostring(attempt)
    taken[#taken + 1] = entry[2][2]
    max = max - 1
end

-- Nil for an entry that was written before there were lanes.
local function lane(entry)
    return entry[2][4]
end

if max <= 0 or redis.call('EXISTS', KEYS[1]) == 0 then
    return taken
end

-- First those handed out before, whose worker died or was too slow; they are all older than those never handed out.
local pending = redis.call('XPENDING', KEYS[1], group)[1]
if pending > 0 then
    for _, known in ipairs(redis.call('XPENDING', KEYS[1], group, '-', '+', pending)) do
        if max == 0 then
            return taken
        end
        local entry = redis.call('XRANGE', KEYS[1], known[1], known[1])[1]
        local until_ = redis.call('ZSCORE', KEYS[2], known[1])
        if until_ and tonumber(until_) > now then
            if lane(entry) then
                busy[lane(entry)] = true
            end
        elseif not busy[lane(entry) or ''] then
            take(entry, known[4] + 1)
            redis.call('XCLAIM', KEYS[1], group, group, 0, known[1], 'RETRYCOUNT', known[4] + 1, 'JUSTID')
        end
    end
end

while max > 0 do
    local new = redis.call('XREADGROUP', 'GROUP', group, group, 'COUNT', max, 'STREAMS', KEYS[1], '>')
    if not new then
        return taken
    end
    for _, entry in ipairs(new[1][2]) do
        if busy[lane(entry) or ''] then
            -- Read, but not handed out: without a lease, and as if for no time yet, it comes back among those above.
            redis.call('XCLAIM', KEYS[1], group, group, 0, entry[1], 'RETRYCOUNT', 0, 'JUSTID')
        else
            take(entry, 1)
        end
    end
end
return taken

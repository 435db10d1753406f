-- Writes one hold with its history entry and its effects, if the stored version is the expected one: all of it, or nothing.
-- KEYS: holds, marks, codes, open, due, created, ended, history of this hold, effects, chatters
-- ARGV: id, expected version ('new': not stored yet), new version, hold, history entry, created, expires, ended ('' while open),
--       then only for a new hold its sequence and code (else ''), the consumer group, the senders with a space between, and the effects, each with its lane
-- Returns nil when written; otherwise the hold that stands, or '' when there is none.
-- A mark is 'version sequence'; members of the sorted sets are 'sequence:id', so that equal times keep the order of arrival.
local id = ARGV[1]
local version, sequence = string.match(redis.call('HGET', KEYS[2], id) or '', '^(%d+) (%d+)$')
if (version or 'new') ~= ARGV[2] then
    return redis.call('HGET', KEYS[1], id) or ''
end
if not version then
    sequence = ARGV[9]
    redis.call('HSET', KEYS[3], ARGV[10], id)
end

local member = sequence .. ':' .. id
redis.call('HSET', KEYS[1], id, ARGV[4])
redis.call('HSET', KEYS[2], id, ARGV[3] .. ' ' .. sequence)
redis.call('ZADD', KEYS[6], ARGV[6], member)
if ARGV[8] == '' then
    redis.call('ZADD', KEYS[4], ARGV[6], member)
    redis.call('ZADD', KEYS[5], ARGV[7], member)
    redis.call('ZREM', KEYS[7], member)
else
    redis.call('ZREM', KEYS[4], member)
    redis.call('ZREM', KEYS[5], member)
    redis.call('ZADD', KEYS[7], ARGV[8], member)
end

for chatter in string.gmatch(ARGV[12], '%S+') do
    redis.call('ZADD', KEYS[10], 0, chatter .. ':' .. member)
end
redis.call('RPUSH', KEYS[8], ARGV[5])
if #ARGV > 12 and redis.call('EXISTS', KEYS[9]) == 0 then
    redis.call('XGROUP', 'CREATE', KEYS[9], ARGV[11], '0', 'MKSTREAM')
end
for i = 13, #ARGV, 2 do
    redis.call('XADD', KEYS[9], '*', 'effect', ARGV[i], 'lane', ARGV[i + 1])
end
return nil

-- Replaces one hold and its whole history, if the stored version is the expected one: all of it, or nothing.
-- KEYS: holds, marks, open, due, ended, history of this hold, chatters
-- ARGV: id, expected version, new version, hold, ended ('' while open), the senders that it has no more with a space between, then the history entries
-- Returns nil when written; otherwise the hold that stands, or '' when there is none.
local id = ARGV[1]
local version, sequence = string.match(redis.call('HGET', KEYS[2], id) or '', '^(%d+) (%d+)$')
if version ~= ARGV[2] then
    return redis.call('HGET', KEYS[1], id) or ''
end

local member = sequence .. ':' .. id
redis.call('HSET', KEYS[1], id, ARGV[4])
redis.call('HSET', KEYS[2], id, ARGV[3] .. ' ' .. sequence)
if ARGV[5] ~= '' then
    redis.call('ZREM', KEYS[3], member)
    redis.call('ZREM', KEYS[4], member)
    redis.call('ZADD', KEYS[5], ARGV[5], member)
end
for chatter in string.gmatch(ARGV[6], '%S+') do
    redis.call('ZREM', KEYS[7], chatter .. ':' .. member)
end
redis.call('DEL', KEYS[6])
for i = 7, #ARGV do
    redis.call('RPUSH', KEYS[6], ARGV[i])
end
return nil

-- Looks for a hold, and when there is none takes the channel's next sequence number, from which its code is made.
-- KEYS: holds, sequence
-- ARGV: id
-- Returns {the stored hold} or {'', the number}. A number that a losing twin took stays unused: codes need not be dense.
local hold = redis.call('HGET', KEYS[1], ARGV[1])
if hold then
    return { hold }
end
return { '', redis.call('INCR', KEYS[2]) }

namespace ModBot.Sandbox.Chat;

/// <summary>What a channel's AutoMod holds: levels, terms, links. Thread-safe.</summary>
public sealed class SandboxAutoMod
{
    private readonly ChatState state;

    internal SandboxAutoMod(ChatState state) => this.state = state;

    public AutoModSettings Settings(string channel)
    {
        lock (state.Gate)
            return state.Room(channel).Channel.AutoMod;
    }

    /// <summary>Public blocked terms, newest first.</summary>
    public IReadOnlyList<BlockedTerm> BlockedTerms(string channel)
    {
        lock (state.Gate)
            return [.. state.Room(channel).Channel.BlockedTerms.AsEnumerable().Reverse()];
    }

    public void ChangeSettings(string channel, string moderator, AutoModSettings settings)
    {
        lock (state.Gate)
        {
            var room = state.Room(channel);
            if (room.Channel.AutoMod == settings)
                return;
            room.Channel.AutoMod = settings;
            state.Publish(new AutoModSettingsChanged(state.Now, room.Broadcaster, state.User(moderator), settings));
        }
    }

    /// <summary>Blocks a term, or returns the one that is there.</summary>
    public BlockedTerm Block(string channel, string moderator, string text)
    {
        lock (state.Gate)
        {
            var (room, actor) = (state.Room(channel), state.User(moderator));
            if (room.Channel.BlockedTerms.Find(term => term.Text.Equals(text, StringComparison.OrdinalIgnoreCase)) is { } known)
                return known;

            var added = new BlockedTerm(Guid.NewGuid().ToString(), text, actor, state.Now);
            room.Channel.BlockedTerms.Add(added);
            state.Publish(new TermsChanged(state.Now, room.Broadcaster, actor, "add", "blocked", text));
            return added;
        }
    }

    /// <summary>Takes a blocked term back, by id or text; an unknown one is nothing to worry about.</summary>
    public void Unblock(string channel, string moderator, string idOrText)
    {
        lock (state.Gate)
        {
            var (room, actor) = (state.Room(channel), state.User(moderator));
            var terms = room.Channel.BlockedTerms;
            if (terms.Find(term => term.Id == idOrText || term.Text.Equals(idOrText, StringComparison.OrdinalIgnoreCase)) is not { } found)
                return;
            terms.Remove(found);
            state.Publish(new TermsChanged(state.Now, room.Broadcaster, actor, "remove", "blocked", found.Text));
        }
    }

    /// <summary>Lets a term pass that AutoMod would hold, or takes that back; Helix has no call for it.</summary>
    public void Permit(string channel, string moderator, string text, bool permitted = true)
    {
        lock (state.Gate)
        {
            var (room, actor) = (state.Room(channel), state.User(moderator));
            var terms = room.Channel.PermittedTerms;
            if (permitted ? terms.Add(text) : terms.Remove(text))
                state.Publish(new TermsChanged(state.Now, room.Broadcaster, actor, permitted ? "add" : "remove", "permitted", text));
        }
    }

    /// <summary>Holds messages with links, for a reason that Twitch has not documented.</summary>
    public void HoldLinks(string channel, bool holds = true)
    {
        lock (state.Gate)
            state.Room(channel).Channel.HoldsLinks = holds;
    }

    /// <summary>Would this text be held? What the call to check AutoMod asks.</summary>
    public bool Holds(string channel, string text)
    {
        lock (state.Gate)
            return HoldFilter.Match(state.Room(channel).Channel, text, state.Options.AutoModTerms, inBytes: false) is not null;
    }

    /// <summary>Everything that waits for a decision expires now; returns how many.</summary>
    public int ExpireHolds() => state.HeldMessages.ExpireAll();

    /// <summary>Tells boundaries in UTF-8 bytes from now on, as Twitch has been seen to do, or in code points again.</summary>
    public void CountBytes(bool bytes = true) => state.CountsBytes = bytes;
}

using System.Collections.Frozen;

namespace ModBot.Sandbox.Chat;

/// <summary>The emotes that become fragments. Third-party ones (KEKW, monkaS) stay plain words, as on Twitch.</summary>
internal static class EmoteCatalog
{
    private static readonly FrozenDictionary<string, Emote> ByName = new Emote[]
    {
        Global("25", "Kappa"), Global("425618", "LUL"), Global("305954156", "PogChamp"), Global("86", "BibleThump"),
        Global("41", "Kreygasm"), Global("58765", "NotLikeThis"), Global("30259", "HeyGuys"), Global("245", "ResidentSleeper"),
        Global("354", "4Head"), Global("22639", "BabyRage"), Global("33", "DansGame"), Global("34", "SwiftRage"),
        Global("36", "PJSalt"), Global("64138", "SeemsGood"), Global("81274", "VoHiYo"), Global("28087", "WutFace"),
        Global("360", "FailFish"), Global("9", "<3"), Global("1", ":)"), Global("2", ":("),
        new("emotesv2_5a0d1c0e5b6f4f0d8c1f0b7e2d9a4c11", "harborWave", "810000001", "301590448"),
        new("emotesv2_7c2e9d4ab1f34e6f9a0c5d8b6e3f2a17", "harborHype", "810000001", "301590448"),
    }.ToFrozenDictionary(emote => emote.Name, StringComparer.Ordinal);

    public static Emote? Find(string word) => ByName.GetValueOrDefault(word);

    private static Emote Global(string id, string name) => new(id, name, "0", "0");
}

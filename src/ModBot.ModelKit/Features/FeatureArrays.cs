using System.Runtime.InteropServices;
using System.Text.Json;
using ModBot.Classification;

namespace ModBot.ModelKit;

/// <summary>
/// Writes featurised texts as arrays that training maps into memory. Words repeat, so each distinct one is stored once:
/// <c>words.i32</c> [words, features per word], <c>tokens.i32</c> (word numbers, text after text), <c>offsets.i64</c> (where each text
/// begins, and the end), <c>labels.f32</c> [texts, labels] with NaN for unknown, <c>set.i32</c>, <c>split.u8</c> (0 train, 1 dev, 2 test),
/// <c>lang.i32</c>, <c>noisy.u8</c> (1 for a misspelt copy of the row before it), and <c>index.json</c> with the names. All little-endian.
/// </summary>
internal sealed class FeatureArrays : IDisposable
{
    private readonly DirectoryInfo folder;
    private readonly int width;
    private readonly Dictionary<UInt128, int> wordNumbers = [];
    private readonly List<string> languages = [];
    private readonly FileStream words, tokens, offsets, labels, sets, splits, langs, copies;
    private readonly List<string> setNames = [];
    private long tokenCount;
    private long rowCount;

    public FeatureArrays(DirectoryInfo folder, int width)
    {
        (this.folder, this.width) = (folder, width);
        folder.Create();
        words = Create("words.i32");
        tokens = Create("tokens.i32");
        offsets = Create("offsets.i64");
        labels = Create("labels.f32");
        sets = Create("set.i32");
        splits = Create("split.u8");
        langs = Create("lang.i32");
        copies = Create("noisy.u8");
        Write(offsets, 0L);
    }

    public int BeginSet(string name)
    {
        setNames.Add(name);
        return setNames.Count - 1;
    }

    public void Add(int set, TokenizedText text, LabelledText source, bool noisy = false)
    {
        for (var word = 0; word < text.Length; word++) Write(tokens, NumberOf(text.Features.AsSpan(word * width, width)));
        tokenCount += text.Length;
        rowCount++;
        Write(offsets, tokenCount);
        foreach (var label in ModelLabels.All)
        {
            Write(labels, source.Labels is not null && source.Labels.TryGetValue(label, out var value) ? value : float.NaN);
        }
        Write(sets, set);
        splits.WriteByte(source.Split switch { "dev" => 1, "test" => 2, _ => 0 });
        Write(langs, LanguageOf(source.Lang ?? "und"));
        copies.WriteByte(noisy ? (byte)1 : (byte)0);
    }

    /// <summary>The index is written last: a folder without it was not finished.</summary>
    public void Complete(Onnx.FeatureParameters parameters)
    {
        using var index = Create("index.json");
        JsonSerializer.Serialize(index, new FeatureIndex(rowCount, wordNumbers.Count, tokenCount, parameters, [.. ModelLabels.All], setNames, languages), IndexJson.Default.FeatureIndex);
    }

    public void Dispose()
    {
        foreach (var file in new[] { words, tokens, offsets, labels, sets, splits, langs, copies }) file.Dispose();
    }

    private int NumberOf(ReadOnlySpan<int> features)
    {
        var bytes = MemoryMarshal.AsBytes(features);
        var key = Fingerprint(bytes);
        if (wordNumbers.TryGetValue(key, out var number)) return number;
        words.Write(bytes);
        wordNumbers.Add(key, wordNumbers.Count);
        return wordNumbers.Count - 1;
    }

    private static UInt128 Fingerprint(ReadOnlySpan<byte> bytes)
    {
        Span<byte> hash = stackalloc byte[32];
        System.Security.Cryptography.SHA256.HashData(bytes, hash);
        return MemoryMarshal.Read<UInt128>(hash);
    }

    private int LanguageOf(string language)
    {
        var at = languages.IndexOf(language);
        if (at >= 0) return at;
        languages.Add(language);
        return languages.Count - 1;
    }

    private FileStream Create(string name) => new(Path.Combine(folder.FullName, name), FileMode.Create, FileAccess.Write, FileShare.Read, 1 << 20);

    private static void Write<T>(FileStream file, T value) where T : unmanaged => file.Write(MemoryMarshal.AsBytes(new ReadOnlySpan<T>(in value)));
}

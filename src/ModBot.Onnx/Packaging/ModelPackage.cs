using System.Collections.Immutable;
using System.Security.Cryptography;
using System.Text.Json;
using ModBot.Classification;

namespace ModBot.Onnx;

/// <summary>
/// A model package: a folder with <c>model.onnx</c> (the network) and <c>labels.json</c> (labels, how they map to categories, thresholds per
/// level, feature parameters, size and SHA-256 of the network). Everything is verified when it is loaded. Immutable and thread-safe.
/// </summary>
public sealed class ModelPackage
{
    internal const string NetworkFile = "model.onnx";
    internal const string ManifestFile = "labels.json";
    private const string WayOut = "Restore the folder from the release (git checkout models/toxicity), or make a package as models/training/README.md says.";

    private readonly byte[] network;
    private readonly CategoryMap map;

    private ModelPackage(string folder, PackageManifest manifest, byte[] network)
    {
        this.network = network;
        Manifest = manifest;
        Folder = folder;
        map = BuildMap(manifest);
        Thresholds = BuildThresholds(manifest);
    }

    /// <summary>Where it was loaded from, as a full path.</summary>
    public string Folder { get; }

    /// <summary>The version that <c>labels.json</c> states.</summary>
    public string Version => Manifest.Version;

    /// <summary>SHA-256 of the network, lower-case hexadecimal: names the model in reports.</summary>
    public string Checksum => Manifest.Files[NetworkFile].Sha256;

    /// <summary>The network's outputs, in the order of <see cref="OnnxModel.ScoreLabels"/>.</summary>
    public ImmutableArray<string> Labels => [.. Manifest.Labels];

    /// <summary>How text becomes features for this network.</summary>
    public FeatureParameters Features => Manifest.Features;

    /// <summary>From which score on each category holds at each level.</summary>
    public LevelThresholds Thresholds { get; }

    /// <summary>Which share of ordinary chat the thresholds aim at.</summary>
    public LevelShares Shares => new(Categories.All.ToDictionary(category => category, category => Manifest.Categories[category.Key()].BudgetShare));

    internal PackageManifest Manifest { get; }

    /// <summary>Reads and verifies a package.</summary>
    /// <exception cref="ModelPackageException">A file is missing, cut short or changed, or its contents do not fit together.</exception>
    public static ModelPackage Load(string folder)
    {
        folder = Path.GetFullPath(folder);
        if (!Directory.Exists(folder)) throw new ModelPackageException($"There is no model package at {folder}. {WayOut}");
        var manifest = ReadManifest(Path.Combine(folder, ManifestFile));
        return new ModelPackage(folder, manifest, ReadNetwork(Path.Combine(folder, NetworkFile), manifest.Files[NetworkFile]));
    }

    /// <summary>The featuriser that this network was trained with.</summary>
    public Featurizer CreateFeaturizer() => new(Features);

    /// <summary>A session of its own for each caller that scores from its own thread. The caller disposes it.</summary>
    /// <exception cref="ModelPackageException">ONNX Runtime refuses the network, or it does not give one score to each label.</exception>
    public OnnxModel CreateModel() => CreateModel(intraOpThreads: 1);

    /// <summary>For measurements: one batch on several threads. Small batches gain nothing from it; threads that score batches of their own do.</summary>
    internal OnnxModel CreateModel(int intraOpThreads)
    {
        try
        {
            return new OnnxModel(network, Features, map, Labels.Length, intraOpThreads);
        }
        catch (Exception e) when (e is not ModelPackageException)
        {
            throw new ModelPackageException($"{Path.Combine(Folder, NetworkFile)} cannot be run: {e.Message} {WayOut}", e);
        }
    }

    /// <summary>Category scores from label scores, as <see cref="OnnxModel.Score"/> makes them.</summary>
    internal CategoryScores Combine(ReadOnlySpan<float> labels) => map.Combine(labels);

    private static PackageManifest ReadManifest(string path)
    {
        PackageManifest? manifest;
        try
        {
            manifest = JsonSerializer.Deserialize(ReadAll(path), PackageJson.Default.PackageManifest);
        }
        catch (JsonException e)
        {
            throw new ModelPackageException($"{path} is not a model package's labels.json: {e.Message} {WayOut}", e);
        }
        if (manifest is null) throw new ModelPackageException($"{path} is empty. {WayOut}");
        if (ManifestCheck.FirstFault(manifest) is { } fault) throw new ModelPackageException($"{path} cannot be used: {fault}. {WayOut}");
        return manifest;
    }

    private static byte[] ReadNetwork(string path, FileEntry expected)
    {
        var bytes = ReadAll(path);
        if (bytes.Length != expected.Bytes)
        {
            throw new ModelPackageException($"{path} has {bytes.Length:N0} bytes, but labels.json says {expected.Bytes:N0}: it was cut short, or it belongs to another version. {WayOut}");
        }
        var checksum = Convert.ToHexStringLower(SHA256.HashData(bytes));
        if (!checksum.Equals(expected.Sha256, StringComparison.OrdinalIgnoreCase))
        {
            throw new ModelPackageException($"{path} has the SHA-256 {checksum}, but labels.json says {expected.Sha256}: it was changed, or it belongs to another version. {WayOut}");
        }
        return bytes;
    }

    private static byte[] ReadAll(string path)
    {
        try
        {
            return File.ReadAllBytes(path);
        }
        catch (FileNotFoundException e)
        {
            throw new ModelPackageException($"{path} is missing from the model package. {WayOut}", e);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new ModelPackageException($"{path} cannot be read: {e.Message}", e);
        }
    }

    private static CategoryMap BuildMap(PackageManifest manifest) => new(
        [.. Categories.All.Select(category => manifest.Categories[category.Key()].AnyOf
            .Select(term => term.Select(label => Array.IndexOf(manifest.Labels, label)).ToImmutableArray()).ToImmutableArray())]);

    private static LevelThresholds BuildThresholds(PackageManifest manifest)
    {
        var thresholds = new float[Categories.Count, LevelThresholds.MaxLevel];
        foreach (var category in Categories.All)
        {
            var row = manifest.Categories[category.Key()].Thresholds;
            for (var level = 0; level < row.Length; level++) thresholds[(int)category, level] = row[level];
        }
        return new LevelThresholds(thresholds);
    }
}

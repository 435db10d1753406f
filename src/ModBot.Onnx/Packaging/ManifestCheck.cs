using ModBot.Classification;

namespace ModBot.Onnx;

/// <summary>What must hold between the values of a manifest before anything is built from it.</summary>
internal static class ManifestCheck
{
    public const int Format = 1;

    /// <summary>The first thing that is wrong, or null.</summary>
    public static string? FirstFault(PackageManifest manifest)
    {
        if (manifest.Format != Format) return $"it has format {manifest.Format}, and this ModBot reads format {Format}";
        if (manifest.Labels.Length == 0) return "it names no labels";
        if (manifest.Labels.Distinct(StringComparer.Ordinal).Count() != manifest.Labels.Length) return "it names a label twice";
        if (!manifest.Files.ContainsKey(ModelPackage.NetworkFile)) return $"it has no entry for {ModelPackage.NetworkFile} under files";
        return FeatureFault(manifest.Features) ?? CategoryFault(manifest);
    }

    private static string? FeatureFault(FeatureParameters features) => features switch
    {
        { Buckets: < 2 } => $"features.buckets is {features.Buckets}; it must be at least 2",
        { FeaturesPerWord: < 1 or > 256 } => $"features.featuresPerWord is {features.FeaturesPerWord}; it must be 1 to 256",
        { MaxWords: < 1 or > 4096 } => $"features.maxWords is {features.MaxWords}; it must be 1 to 4096",
        { MinGram: < 2 } or { MaxGram: > 16 } => $"features.minGram and maxGram are {features.MinGram} and {features.MaxGram}; they must be 2 to 16",
        _ when features.MinGram > features.MaxGram => $"features.minGram is {features.MinGram}, above maxGram, {features.MaxGram}",
        _ => null,
    };

    private static string? CategoryFault(PackageManifest manifest)
    {
        foreach (var (key, entry) in manifest.Categories)
        {
            if (!Categories.TryParse(key, out _)) return $"it maps the unknown category '{key}'; known are {Categories.KeyList}";
            foreach (var label in entry.AnyOf.SelectMany(term => term))
            {
                if (!manifest.Labels.Contains(label)) return $"category '{key}' uses the label '{label}', which labels does not name";
            }
            if (entry.AnyOf.Length == 0 || entry.AnyOf.Any(term => term.Length == 0)) return $"category '{key}' has an empty term";
            if (ThresholdFault(entry.Thresholds) is { } fault) return $"category '{key}' {fault}";
        }
        var missing = Categories.All.Select(category => category.Key()).Where(key => !manifest.Categories.ContainsKey(key)).ToList();
        return missing.Count > 0 ? $"it maps no labels to {string.Join(", ", missing)}" : null;
    }

    private static string? ThresholdFault(float[] thresholds)
    {
        if (thresholds.Length != LevelThresholds.MaxLevel) return $"has {thresholds.Length} thresholds; it must have {LevelThresholds.MaxLevel}, for level 1 to {LevelThresholds.MaxLevel}";
        for (var i = 0; i < thresholds.Length; i++)
        {
            if (!float.IsFinite(thresholds[i]) || thresholds[i] <= 0) return $"has the threshold {thresholds[i]} for level {i + 1}; it must be above 0 (above 1 means never)";
            if (i > 0 && thresholds[i] > thresholds[i - 1]) return $"has a higher threshold for level {i + 1} than for level {i}; stricter levels must hold more";
        }
        return null;
    }
}

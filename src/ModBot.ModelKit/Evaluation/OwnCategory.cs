using ModBot.Classification;
using ModBot.Onnx;

namespace ModBot.ModelKit;

internal static class OwnCategory
{
    /// <summary>The category that is made of this label alone; null when none is.</summary>
    public static Category? CategoryOf(this ModelPackage package, string label) =>
        Categories.All.Where(category => package.Manifest.Categories[category.Key()].AnyOf is [[var only]] && only == label).Select(category => (Category?)category).FirstOrDefault();
}

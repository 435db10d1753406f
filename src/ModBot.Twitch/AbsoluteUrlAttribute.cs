using System.ComponentModel.DataAnnotations;

namespace ModBot.Twitch;

/// <summary>The value is an absolute URL with one of the schemes, and without a query.</summary>
[AttributeUsage(AttributeTargets.Property)]
internal sealed class AbsoluteUrlAttribute(params string[] schemes) : ValidationAttribute
{
    public string[] Schemes => schemes;

    protected override ValidationResult? IsValid(object? value, ValidationContext validationContext)
    {
        var fine = value is null || (value is string text
            && Uri.TryCreate(text, UriKind.Absolute, out var url)
            && schemes.Contains(url.Scheme)
            && url.Query.Length == 0);
        return fine ? ValidationResult.Success : new ValidationResult(
            $"{validationContext.DisplayName}: '{value}' must be an absolute URL that starts with {string.Join(" or ", schemes.Select(s => s + "://"))} and has no query.",
            [validationContext.MemberName ?? ""]);
    }
}

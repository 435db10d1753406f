using System.Globalization;

namespace ModBot.Host.Web.Settings;

/// <summary>Small shares for people, e.g. <c>0.15 %</c>.</summary>
public static class ShareText
{
    public static string Of(double share) => share switch
    {
        <= 0 => "nothing",
        < 0.00001 => "less than 0.001 %",
        < 0.001 => string.Create(CultureInfo.InvariantCulture, $"{share * 100:0.####} %"),
        _ => string.Create(CultureInfo.InvariantCulture, $"{share * 100:0.##} %"),
    };
}

namespace ModBot.Browser.Tests;

/// <summary>What people write who want a page to do something else than show it.</summary>
internal static class Corpus
{
    public const string Html = "<img src=x onerror=\"window.harm=1\"><b data-harm>bold</b>";

    /// <summary>A text, and how a page has to show it.</summary>
    public static readonly (string Text, string Shown)[] All =
    [
        (Html, Html),
        ("<script data-harm>window.harm=1</script>", "<script data-harm>window.harm=1</script>"),
        ("\"><svg data-harm onload=window.harm=1>", "\"><svg data-harm onload=window.harm=1>"),
        ("</bdi></blockquote></article><form data-harm action=//harm.example>", "</bdi></blockquote></article><form data-harm action=//harm.example>"),
        ("' hx-get='/desk/logout' hx-trigger='load' data-harm='", "' hx-get='/desk/logout' hx-trigger='load' data-harm='"),
        ("@Html.Raw(1) {{1+1}} ${1+1} &lt;b&gt; &#60;i&#62; %3Cu%3E", "@Html.Raw(1) {{1+1}} ${1+1} &lt;b&gt; &#60;i&#62; %3Cu%3E"),
        ("right \u202Eotherwise\u202C left", "right U+202EotherwiseU+202C left"),
        ("\u2067\u2066isolates\u2069\u200F\u200E\u061C", "U+2067U+2066isolatesU+2069U+200FU+200EU+061C"),
        ("ze\u200Bro\u200Cwi\u200Ddth\u2060 sp\uFEFFaces\u00AD", "zeU+200BroU+200CwiU+200DdthU+2060 spU+FEFFacesU+00AD"),
        ("شارع 12 (يسار)", "شارع 12 (يسار)"),
        ("tags\uDB40\uDC68\uDB40\uDC69 and a \u0007 bell", "tagsU+E0068U+E0069 and a U+0007 bell"),
    ];
}

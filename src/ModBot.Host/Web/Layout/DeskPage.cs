using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Http.HttpResults;

namespace ModBot.Host.Web.Layout;

/// <summary>Answers with a page, rendered whole on the server.</summary>
internal static class DeskPage
{
    /// <param name="status">The HTTP status.</param>
    /// <param name="parameters">The page's parameters, as an object with properties of their names.</param>
    public static IResult Of<TPage>(int status, object parameters) where TPage : IComponent =>
        new RazorComponentResult<TPage>(parameters) { StatusCode = status, PreventStreamingRendering = true };

    /// <summary>A page that says one thing.</summary>
    public static IResult Say(int status, string title, string text) => Of<SayPage>(status, new { Title = title, Text = text });

    /// <summary>The same where there is no endpoint to return it; what a script asked for gets the words alone.</summary>
    public static Task SayAsync(HttpContext http, int status, string title, string text)
    {
        var isScript = http.Request.Headers.ContainsKey("HX-Request");
        return (isScript ? Results.Text($"{title}. {text}", statusCode: status) : Say(status, title, text)).ExecuteAsync(http);
    }
}

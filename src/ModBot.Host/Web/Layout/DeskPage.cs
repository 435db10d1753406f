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

    /// <summary>The same; what a script asked for gets the words alone.</summary>
    public static IResult SayResult(HttpContext http, int status, string title, string text) =>
        http.Request.Headers.ContainsKey("HX-Request") ? Results.Text($"{title}. {text}", statusCode: status) : Say(status, title, text);

    /// <summary>The same where there is no endpoint to return it.</summary>
    public static Task SayAsync(HttpContext http, int status, string title, string text) => SayResult(http, status, title, text).ExecuteAsync(http);
}

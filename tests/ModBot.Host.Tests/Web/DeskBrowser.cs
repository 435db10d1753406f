using System.Net;
using System.Text.RegularExpressions;

namespace ModBot.Host.Tests.Web;

/// <summary>What a browser does without its script: keeps cookies, opens pages, sends their forms.</summary>
public sealed partial class DeskBrowser : IDisposable
{
    private readonly DeskBed bed;
    private readonly HttpClientHandler handler = new() { AllowAutoRedirect = false, CookieContainer = new CookieContainer() };

    public DeskBrowser(DeskBed bed)
    {
        this.bed = bed;
        Http = new HttpClient(handler) { BaseAddress = bed.Origin };
        Http.DefaultRequestHeaders.Accept.ParseAdd("text/html");
    }

    public HttpClient Http { get; }

    public CookieContainer Cookies => handler.CookieContainer;

    public void Dispose()
    {
        Http.Dispose();
        handler.Dispose();
    }

    /// <summary>Goes through Twitch and back; gives what the way back answered.</summary>
    public async Task<(HttpStatusCode Status, string? Address)> LogInAsync(string login, string to = "")
    {
        using var reply = await Http.GetAsync(await ToCallbackAsync(login, to));
        return (reply.StatusCode, reply.Headers.Location?.ToString());
    }

    /// <summary>From the desk's login page to Twitch's, where the person says yes; gives the address that Twitch sends the browser back to.</summary>
    public async Task<Uri> ToCallbackAsync(string login, string to = "", string decision = "allow")
    {
        var start = WebUtility.HtmlDecode(Link().Match(await ReadAsync($"/desk/login{to}")).Groups[1].Value);
        using var toTwitch = await Http.GetAsync(new Uri(start));
        Assert.Equal(HttpStatusCode.Redirect, toTwitch.StatusCode);
        var page = await Http.GetStringAsync(toTwitch.Headers.Location);
        var fields = Field().Matches(page).ToDictionary(field => field.Groups[1].Value, field => WebUtility.HtmlDecode(field.Groups[2].Value));
        fields["user"] = bed.Sandbox.Chat.FindUser(login)!.Id;
        fields["decision"] = decision;
        using var back = await Http.PostAsync(new Uri(bed.Sandbox.BaseUri, "oauth2/authorize"), new FormUrlEncodedContent(fields));
        Assert.Equal(HttpStatusCode.Redirect, back.StatusCode);
        return back.Headers.Location!;
    }

    public async Task<string> ReadAsync(string path, HttpStatusCode expected = HttpStatusCode.OK)
    {
        using var reply = await Http.GetAsync(new Uri(path, UriKind.Relative));
        Assert.Equal(expected, reply.StatusCode);
        return await reply.Content.ReadAsStringAsync();
    }

    /// <summary>Sends a form as a page of the desk has it.</summary>
    /// <param name="path">Where to.</param>
    /// <param name="fields">What a person filled in.</param>
    /// <param name="asScript">As the page's script does, which swaps what comes back into the page.</param>
    public async Task<HttpResponseMessage> SendAsync(string path, IEnumerable<(string Name, string Value)> fields, bool asScript = true) =>
        await SendAsync(path, fields, await ReadTokenAsync(), asScript);

    /// <summary>The token that the forms of this browser's pages carry.</summary>
    public async Task<string> ReadTokenAsync(HttpStatusCode expected = HttpStatusCode.OK) => WebUtility.HtmlDecode(Token().Match(await ReadAsync("/desk/view", expected)).Groups[1].Value);

    /// <summary>A page without what is another in each rendering of it.</summary>
    public static string WithoutToken(string page) => Token().Replace(page, "");

    /// <summary>Sends a form as anybody may make one.</summary>
    /// <param name="path">Where to.</param>
    /// <param name="fields">What a person filled in.</param>
    /// <param name="token">What stands for the form's token; null for none.</param>
    /// <param name="asScript">As a page's script does.</param>
    /// <param name="origin">The site whose page sends it; null for a browser that does not say.</param>
    public async Task<HttpResponseMessage> SendAsync(string path, IEnumerable<(string Name, string Value)> fields, string? token, bool asScript = true, string? origin = null)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, new Uri(path, UriKind.Relative));
        if (token is not null) fields = fields.Append(("__RequestVerificationToken", token));
        request.Content = new FormUrlEncodedContent(fields.Select(field => KeyValuePair.Create(field.Name, field.Value)));
        if (asScript) request.Headers.Add("HX-Request", "true");
        if (origin is not null) request.Headers.Add("Origin", origin);
        return await Http.SendAsync(request);
    }

    [GeneratedRegex("class=\"button\" href=\"([^\"]+)\"")]
    private static partial Regex Link();

    [GeneratedRegex("<input type=\"hidden\" name=\"([^\"]+)\" value=\"([^\"]*)\"")]
    private static partial Regex Field();

    [GeneratedRegex("name=\"__RequestVerificationToken\" value=\"([^\"]+)\"")]
    private static partial Regex Token();
}

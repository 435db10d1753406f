using Microsoft.AspNetCore.Http;

namespace ModBot.Sandbox.OAuth;

/// <summary>The parameters of an OAuth call. Twitch takes them from the form and from the query; what is missing is empty.</summary>
internal sealed class OAuthParameters
{
    private readonly IFormCollection form;
    private readonly IQueryCollection query;

    private OAuthParameters(IFormCollection form, IQueryCollection query) => (this.form, this.query) = (form, query);

    public string this[string name] => form[name].ToString() is { Length: > 0 } given ? given : query[name].ToString();

    public static async Task<OAuthParameters> ReadAsync(HttpRequest request)
        => new(request.HasFormContentType ? await request.ReadFormAsync(request.HttpContext.RequestAborted) : FormCollection.Empty, request.Query);

    public string[] Scopes(string name) => this[name].Split(' ', StringSplitOptions.RemoveEmptyEntries);
}

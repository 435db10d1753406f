using System.Collections.Concurrent;
using Microsoft.Playwright;
using ModBot.Holds;

namespace ModBot.Browser.Tests;

/// <summary>Somebody at the desk, in a browser of their own. When they leave, their browser must have had nothing to complain about: no script that failed, nothing that the content policy blocked.</summary>
public sealed class Visitor : IAsyncDisposable
{
    /// <summary>How the browser and htmx report what a test asks for and is refused, or a line that it breaks: no fault of the page.</summary>
    private static readonly string[] Refusals = ["Failed to load resource", "Response Status Error Code", "htmx:afterRequest", "htmx:sendError"];

    private readonly ConcurrentQueue<string> complaints = [];

    public Visitor(IBrowserContext context, IPage page)
    {
        (Context, Page) = (context, page);
        page.PageError += (_, error) => complaints.Enqueue(error);
        page.Console += (_, said) =>
        {
            if (said.Type == "error" && !Refusals.Any(refusal => said.Text.StartsWith(refusal, StringComparison.Ordinal))) complaints.Enqueue(said.Text);
        };
    }

    public IBrowserContext Context { get; }

    public IPage Page { get; }

    public async ValueTask DisposeAsync()
    {
        await Context.CloseAsync();
        Assert.Empty(complaints);
    }

    public async Task LogInAsync(string userId)
    {
        await Page.GotoAsync("/desk");
        await Page.GetByRole(AriaRole.Link, new() { Name = "Log in with Twitch" }).ClickAsync();
        await Page.Locator("select[name=user]").SelectOptionAsync(userId);
        await Page.GetByRole(AriaRole.Button, new() { Name = "Allow" }).ClickAsync();
        try
        {
            await Page.WaitForURLAsync("**/desk");
        }
        catch (TimeoutException e)
        {
            throw new TimeoutException($"The login ended at {Page.Url}: {await Page.InnerTextAsync("body")}", e);
        }
    }

    /// <summary>Opens a page and gives its status; a page that follows the queue is waited for until it does.</summary>
    public async Task<int> OpenAsync(string address)
    {
        var reply = await Page.GotoAsync(address);
        return reply!.Status;
    }

    public ILocator Card(Hold hold) => Page.Locator($"#cards > article[data-hold='{hold.Id}']");

    public ILocator Button(Hold hold, string name) => Card(hold).GetByRole(AriaRole.Button, new() { Name = name, Exact = true });

    /// <summary>Waits until a card is in a state.</summary>
    public Task SeesAsync(Hold hold, string state) => Assertions.Expect(Card(hold)).ToHaveAttributeAsync("data-state", state);

    /// <summary>Sends what a page of the desk would send, with that page's own token, whether or not the page offers it; gives the status of the answer.</summary>
    public Task<int> SendAsync(string address, string fields) => Page.EvaluateAsync<int>(
        """
        async ([address, fields]) => {
            const body = new URLSearchParams(fields);
            body.set('__RequestVerificationToken', document.querySelector('[name=__RequestVerificationToken]').value);
            return (await fetch(address, { method: 'POST', body, redirect: 'manual' })).status;
        }
        """,
        new[] { address, fields });
}

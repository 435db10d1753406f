namespace ModBot.Browser.Tests;

/// <summary>Keys as somebody without a mouse presses them: after each of them something has the focus, in view and with an outline.</summary>
internal static class Keyboard
{
    /// <summary>More than this are on no page that is worked through with Tab; a queue is worked through card by card.</summary>
    private const int MostControls = 150;

    /// <summary>Says what is wrong with where the focus is; nothing when it is seen.</summary>
    private const string LookForFocus =
        """
        () => {
            const focused = document.activeElement;
            if (!focused || focused === document.body) return `nothing has the focus on ${location.pathname}`;
            const { outlineStyle, outlineWidth } = getComputedStyle(focused);
            const { top, bottom } = focused.getBoundingClientRect();
            const where = `${focused.outerHTML.slice(0, 200)} from ${top} to ${bottom} of ${innerHeight}`;
            if (outlineStyle === 'none' || parseFloat(outlineWidth) === 0) return `no outline around ${where}`;
            return bottom > 0 && top < innerHeight ? '' : `not in view: ${where}`;
        }
        """;

    /// <summary>Notes what there is to operate, and from then on what gets the focus.</summary>
    private const string WatchControls =
        """
        most => {
            const isReached = one => one.checkVisibility({ visibilityProperty: true }) && !one.disabled && one.type !== 'hidden'
                && !(one.type === 'radio' && !one.checked && document.querySelector(`[name="${one.name}"]:checked`));
            window.unreached = new Set([...document.querySelectorAll('a[href], button, input, select, textarea, summary, [tabindex="0"]')].filter(isReached).slice(0, most));
            document.addEventListener('focusin', event => window.unreached.delete(event.target));
            return window.unreached.size;
        }
        """;

    public static async Task PressAsync(this Visitor visitor, string key)
    {
        await visitor.Page.Keyboard.PressAsync(key);
        try
        {
            await visitor.Page.WaitForFunctionAsync($"() => ({LookForFocus})() === ''");
        }
        catch (TimeoutException)
        {
            Assert.Fail($"After {key}: {await visitor.Page.EvaluateAsync<string>(LookForFocus)}");
        }
    }

    /// <summary>Presses Tab until a control has the focus.</summary>
    public static async Task TabToAsync(this Visitor visitor, string control)
    {
        for (var presses = 0; presses < MostControls; presses++)
        {
            if (await visitor.Page.EvaluateAsync<bool>("control => document.activeElement.matches(control)", control)) return;
            await visitor.PressAsync("Tab");
        }
        Assert.Fail($"Tab does not lead to {control}.");
    }

    /// <summary>Presses Tab once for each control of the page, and gives those that never had the focus.</summary>
    public static async Task<string[]> FindUnreachedAsync(this Visitor visitor)
    {
        var controls = await visitor.Page.EvaluateAsync<int>(WatchControls, MostControls);
        for (var presses = 0; presses < controls; presses++) await visitor.PressAsync("Tab");
        return await visitor.Page.EvaluateAsync<string[]>("() => [...window.unreached].map(one => one.outerHTML.slice(0, 200))");
    }
}

using Microsoft.Extensions.DependencyInjection;
using ModBot.Policy;
using ModBot.Rules;

namespace ModBot.Host.Tests.Configuration;

public sealed class HoldSourcesTests
{
    [Fact]
    public void Rules_Listed_AreThoseThatThereAre()
    {
        using var services = new ServiceCollection().AddModBotCore().BuildServiceProvider();

        Assert.Equal(services.GetServices<IRule>().Select(rule => rule.Name).Order(), HoldSources.Rules.Order());
    }
}

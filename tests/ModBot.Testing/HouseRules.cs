using Microsoft.Extensions.DependencyInjection;
using ModBot.Rules;

namespace ModBot.Testing;

/// <summary>Every rule that the service runs, new.</summary>
public static class HouseRules
{
    public static IRule[] Create(LinkPermits? permits = null) =>
    [
        .. new ServiceCollection().AddModBotCore().Where(service => service.ServiceType == typeof(IRule)).Select(service =>
            service.ImplementationType == typeof(LinkRule) ? new LinkRule(permits ?? new LinkPermits()) : (IRule)Activator.CreateInstance(service.ImplementationType!)!),
    ];
}

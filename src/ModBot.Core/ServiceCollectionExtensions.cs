using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Options;
using ModBot.Appeals;
using ModBot.Classification;
using ModBot.Classification.Batching;
using ModBot.Context;
using ModBot.Explaining;
using ModBot.Holds;
using ModBot.Messages;
using ModBot.Raids;
using ModBot.Review;
using ModBot.Rules;
using ModBot.Shield;
using ModBot.Splits;

namespace ModBot;

/// <summary>Adds the decisions of ModBot.</summary>
public static class ServiceCollectionExtensions
{
    /// <summary>
    /// Adds everything in Core. The caller adds a <see cref="Policy.PolicyBook"/>, an <see cref="IModel"/> with its <see cref="ITokenizer"/> and <see cref="IExplainer"/>, an <see cref="IHoldStore"/> and an
    /// <see cref="Enforcement.IEnforcer"/>; for shields that last, also a <see cref="Policy.ISettingLog"/>, an <see cref="IShieldStore"/> and an <see cref="IChannelGuard"/>.
    /// </summary>
    public static IServiceCollection AddModBotCore(this IServiceCollection services)
    {
        services.AddMetrics();
        services.TryAddSingleton(TimeProvider.System);
        services.AddOptions<BatcherOptions>().BindConfiguration(BatcherOptions.Section).ValidateOnStart();
        services.TryAddEnumerable(ServiceDescriptor.Singleton<IValidateOptions<BatcherOptions>, BatcherOptionsValidator>());
        services.TryAddSingleton<ClassifierMetrics>();
        services.TryAddSingleton<Batcher>();
        services.TryAddSingleton<IClassifier, BatchedClassifier>();
        services.TryAddSingleton<ExplainerMetrics>();
        services.TryAddSingleton<TimedExplainer>();
        services.TryAddSingleton<KnownChatters>();
        services.TryAddSingleton<LinkPermits>();
        services.TryAddEnumerable(ServiceDescriptor.Singleton<IRule, LinkRule>());
        services.TryAddSingleton<TermMetrics>();
        services.TryAddEnumerable(ServiceDescriptor.Singleton<IRule, BlockedTermRule>());
        services.TryAddEnumerable(ServiceDescriptor.Singleton<IRule, AdvertRule>());
        services.TryAddEnumerable(ServiceDescriptor.Singleton<IRule, ImpersonationRule>());
        services.TryAddEnumerable(ServiceDescriptor.Singleton<IRule, RepetitionRule>());
        services.TryAddEnumerable(ServiceDescriptor.Singleton<IRule, FloodRule>());
        services.TryAddEnumerable(ServiceDescriptor.Singleton<IRule, MentionRule>());
        services.TryAddEnumerable(ServiceDescriptor.Singleton<IRule, CapsRule>());
        services.TryAddEnumerable(ServiceDescriptor.Singleton<IRule, SymbolRule>());
        services.TryAddEnumerable(ServiceDescriptor.Singleton<IRule, ZalgoRule>());
        services.TryAddEnumerable(ServiceDescriptor.Singleton<IRule, EmoteFloodRule>());
        services.TryAddEnumerable(ServiceDescriptor.Singleton<IRule, LengthRule>());
        services.TryAddEnumerable(ServiceDescriptor.Singleton<IRule, ActionRule>());
        services.TryAddEnumerable(ServiceDescriptor.Singleton<IRule, NewcomerRule>());
        services.TryAddSingleton<LineJoiner>();
        services.TryAddSingleton<SplitJudge>();
        services.TryAddSingleton<HoldMetrics>();
        services.TryAddSingleton<OutboxSignal>();
        services.TryAddSingleton<ChatContext>();
        services.TryAddSingleton<SenderNotices>();
        services.TryAddSingleton<HoldQueue>();
        services.TryAddSingleton<RaidWatch>();
        services.TryAddSingleton<RaidCards>();
        services.TryAddSingleton<ShieldMetrics>();
        services.TryAddSingleton<Shields>();
        services.TryAddSingleton<SurgeWatch>();
        services.TryAddSingleton<ShieldNews>();
        services.TryAddSingleton<ShieldKeeper>();
        services.TryAddSingleton<OwnActs>();
        services.TryAddSingleton<EffectRunner>();
        services.TryAddSingleton<AppealIntake>();
        services.TryAddSingleton<ReviewDesk>();
        services.TryAddSingleton<CombinedQueue>();
        services.TryAddSingleton<BulkReview>();
        services.TryAddSingleton<TwitchRulings>();
        services.TryAddSingleton<HoldViewer>();
        services.TryAddSingleton<TextTrial>();
        services.TryAddSingleton<PipelineMetrics>();
        services.TryAddSingleton<Pipeline>();
        return services;
    }

    /// <summary>Lets the hold store that was added before tell <see cref="HoldFeed"/> of each change.</summary>
    public static IServiceCollection AnnounceHolds(this IServiceCollection services)
    {
        const string inner = "modbot.announced";
        var store = services.Last(service => service.ServiceType == typeof(IHoldStore) && !service.IsKeyedService);
        services.Remove(store);
        services.AddKeyedSingleton(inner, (provider, _) => (IHoldStore)(store.ImplementationInstance ?? store.ImplementationFactory?.Invoke(provider) ?? ActivatorUtilities.CreateInstance(provider, store.ImplementationType!)));
        services.TryAddSingleton<HoldFeed>();
        return services.AddSingleton<IHoldStore>(provider => new AnnouncingHoldStore(provider.GetRequiredKeyedService<IHoldStore>(inner), provider.GetRequiredService<HoldFeed>()));
    }
}

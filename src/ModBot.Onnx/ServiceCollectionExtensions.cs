using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using ModBot.Classification;

namespace ModBot.Onnx;

public static class ServiceCollectionExtensions
{
    /// <summary>
    /// Adds the model package at <paramref name="folder"/> and what it makes: <see cref="ITokenizer"/>, <see cref="IModel"/> (for the batcher's
    /// thread), <see cref="LevelThresholds"/>, <see cref="LevelShares"/> and <see cref="IExplainer"/> (with a session of its own). The package is read at first use;
    /// resolve <see cref="ModelPackage"/> at start to fail early.
    /// </summary>
    public static IServiceCollection AddModBotOnnx(this IServiceCollection services, Func<IServiceProvider, string> folder)
    {
        services.TryAddSingleton(provider => ModelPackage.Load(folder(provider)));
        services.TryAddSingleton(provider => provider.GetRequiredService<ModelPackage>().CreateFeaturizer());
        services.TryAddSingleton<ITokenizer>(provider => provider.GetRequiredService<Featurizer>());
        services.TryAddSingleton<IModel>(provider => provider.GetRequiredService<ModelPackage>().CreateModel());
        services.TryAddSingleton(provider => provider.GetRequiredService<ModelPackage>().Thresholds);
        services.TryAddSingleton(provider => provider.GetRequiredService<ModelPackage>().Shares);
        services.TryAddSingleton<ExplainerSession>();
        services.TryAddSingleton<IExplainer>(provider => provider.GetRequiredService<ExplainerSession>().Explainer);
        return services;
    }

    /// <summary>Owns the explainer's session, so that the container disposes it.</summary>
    private sealed class ExplainerSession(ModelPackage package, Featurizer featurizer) : IDisposable
    {
        private readonly OnnxModel model = package.CreateModel();

        public Explainer Explainer => field ??= new Explainer(featurizer, model);

        public void Dispose() => model.Dispose();
    }
}

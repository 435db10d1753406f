using Microsoft.Extensions.DependencyInjection;
using ModBot.Classification;

namespace ModBot.Onnx.Tests;

public sealed class ServiceCollectionExtensionsTests
{
    [Fact]
    public void AddModBotOnnx_Container_GivesWhatTheClassifierNeeds()
    {
        using var services = new ServiceCollection().AddModBotOnnx(_ => Package.Folder).BuildServiceProvider();

        Assert.Same(services.GetRequiredService<Featurizer>(), services.GetRequiredService<ITokenizer>());
        Assert.IsType<OnnxModel>(services.GetRequiredService<IModel>());
        Assert.Same(services.GetRequiredService<ModelPackage>().Thresholds, services.GetRequiredService<LevelThresholds>());
        Assert.IsType<Explainer>(services.GetRequiredService<IExplainer>());
    }
}

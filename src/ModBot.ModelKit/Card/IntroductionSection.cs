namespace ModBot.ModelKit;

/// <summary>What the model is and what it is for.</summary>
internal static class IntroductionSection
{
    public static void Write(CardText text, CardInput input)
    {
        var package = input.Package;
        text.Line($"# Model card: toxicity {package.Version}").Line();
        text.Line($"`model.onnx`, SHA-256 `{package.Checksum}`. Written by `modelkit card` from the output of `modelkit evaluate`; no figure is typed by hand. `DATA` is a folder of labelled sets and chat logs (`models/training/README.md`).");
        text.Section("What it is");
        text.Line($"A small multi-label classifier for chat messages. Folded text is split into words (scripts without spaces into pairs of characters); each word is the sum of up to {package.Features.FeaturesPerWord} hashed word and character n-gram vectors out of a table of {package.Features.Buckets:N0}; a small encoder (`models/training/network.py`) adds context; {package.Labels.Length} labels. Trained from scratch; no pre-trained weights.");
        text.Section("Intended use");
        text.Line("Choosing which chat messages a human moderator should look at, in channels whose moderators set the levels. It gives no verdict on people, and it is no ground for a ban by itself: a hold can be wrong, and the tables below say how often. It is not for hiring, policing, credit, medical or legal decisions, nor for watching private conversations.");
    }
}

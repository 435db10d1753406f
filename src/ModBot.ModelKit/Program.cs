using System.CommandLine;
using ModBot.ModelKit;

var root = new RootCommand("Everything for the model but the training itself: features, check, calibrate, evaluate, card.")
{
    FeaturesCommand.Create(),
    CheckCommand.Create(),
    CalibrateCommand.Create(),
    EvaluateCommand.Create(),
    CardCommand.Create(),
};
return root.Parse(args).Invoke();

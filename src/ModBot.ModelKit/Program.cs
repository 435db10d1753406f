using System.CommandLine;
using ModBot.ModelKit;
using ModBot.Onnx;

var root = new RootCommand("Everything for the model but the training itself: features, check, calibrate, evaluate, score, attributes, card.")
{
    FeaturesCommand.Create(),
    CheckCommand.Create(),
    CalibrateCommand.Create(),
    EvaluateCommand.Create(),
    ScoreCommand.Create(),
    AttributesCommand.Create(),
    CardCommand.Create(),
};

try
{
    return root.Parse(args).Invoke(new InvocationConfiguration { EnableDefaultExceptionHandler = false });
}
catch (Exception e) when (e is ModelPackageException or IOException or InvalidDataException)
{
    // The message says which file and what to do; a stack trace would hide it.
    Console.Error.WriteLine(e.Message);
    return 1;
}

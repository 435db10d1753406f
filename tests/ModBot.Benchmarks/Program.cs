using BenchmarkDotNet.Running;
using ModBot.Benchmarks.Figures;

// Two kinds of measurement; README.md in this folder says when to take which.
if (args is ["figures", .. var rest]) return FiguresCommand.Run(rest);
BenchmarkSwitcher.FromAssembly(typeof(Program).Assembly).Run(args);
return 0;

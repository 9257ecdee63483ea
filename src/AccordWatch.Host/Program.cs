using System.CommandLine;
using AccordWatch.Host.Commands;

var globals = new Globals();
var root = new RootCommand("AccordWatch watches the news for new space accords, keeps a register of them and mails digests.")
{
    globals.Config, globals.Data, globals.Json, globals.Verbose,
};
return await root.Parse(args).InvokeAsync();

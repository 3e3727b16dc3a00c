/** What `jq --help` says, in words of our own. */
export const VERSION = "jq-1.7";

export const HINT = "Use jq --help for help with command-line options,\nor see the jq manpage, or online docs  at https://jqlang.github.io/jq\n";

export const HELP = `jq takes JSON apart and puts it together anew. This sandbox's own, after jq 1.7.

Usage: jq [OPTION]... PROGRAM [FILE]...
       jq [OPTION]... --args PROGRAM [TEXT]...
       jq [OPTION]... --jsonargs PROGRAM [JSON]...

The simplest program is . which prints its input, laid out.
The language: https://jqlang.github.io/jq/manual/v1.7/

What goes in
  -n, --null-input          run once, with null; inputs only by input and inputs
  -R, --raw-input           every line is a string
  -s, --slurp               all inputs as one array (with -R: as one string)
      --stream              paths and leaves instead of values

What comes out
  -r, --raw-output          strings without quotes
  -j, --join-output         like -r, and nothing between them
      --raw-output0         like -r, and a NUL after each
  -c, --compact-output      a value on a line
  -a, --ascii-output        ASCII only, the rest as \\uXXXX
  -S, --sort-keys           keys of objects in order
  -C, -M                    with colours, without (--color-output, --monochrome-output)
      --tab, --indent N     how to indent, N up to 7
  -e, --exit-status         status 1 when the last output is false or null, 4 without one

Values from outside
      --arg NAME TEXT       $NAME is the text
      --argjson NAME JSON   $NAME is the value
      --slurpfile NAME FILE $NAME is an array of the file's values
      --rawfile NAME FILE   $NAME is the file's text
      --args, --jsonargs    the words after the program are $ARGS.positional

  -f, --from-file           the first word is a file with the program
  -V, --version; -h, --help
`;

/** Small scripts that this shell and GNU bash 5.2 must answer alike: output, messages, status. Files they need they make themselves. */

export const SCRIPTS: readonly string[] = [
  // Words and quoting
  `echo a  b "c  d" 'e  f' g\\ h`,
  `x="a b"; echo $x "$x" '$x' "\\$x" "\${x}y"`,
  `x='a   b'; set -- $x "$x"; echo $# "$1" "$3"`,
  `echo "a\\nb" 'a\\nb' $'a\\nb' $'\\x41\\101\\u00e9'`,
  `echo -n a; echo -e 'b\\tc\\n'; echo -E 'd\\te'; echo -- x; echo -nx`,
  `printf '%s|' a "b c" d; echo; printf '%d %5.2f %x %o %e %c\\n' 42 3.14159 255 8 12345.678 xyz`,
  `printf '%-5s|%5s|%05d|%+d|%%\\n' ab cd 42 7; printf 'no newline'; printf '\\n%b\\n' 'a\\tb'`,
  `printf '%s %s\\n' 1 2 3; printf '%q\\n' 'a b' "it's" ''; printf '%d\\n' abc; echo $?`,
  `printf -v v '%03d' 7; echo $v; printf '%(%Y)T\\n' 0`,
  `echo \${x:-default} \${x-d} \${x:=set} $x \${x:+alt} \${y+no}; echo "\${z:-a b}"`,
  `x=hello; echo \${#x} \${x:1:3} \${x: -3} \${x:1} \${x:0:-1} \${x^} \${x^^} \${x/l/L} \${x//l/L} \${x/#h/J} \${x/%o/0}`,
  `p=/a/b/c.tar.gz; echo \${p##*/} \${p#*/} \${p%.*} \${p%%.*} \${p%/*}`,
  `x='a*b'; echo "\${x%\\**}" \${x#a}; y=aXbXc; echo \${y//X} \${y/X/}`,
  `r=x; x=5; echo \${!r}; a_1=1 a_2=2; echo \${!a_*}`,
  `unset u; echo "\${u:?is missing}"; echo not reached`,
  `set -u; echo $nope; echo not reached`,
  `echo {a,b}{1,2} x{1..3}y {01..03} {a..c} {5..1..2} {a} {} a{,b}`,
  `x=1; echo {$x,b} "{a,b}" \\{a,b}; echo pre{"a b",c}post`,
  `HOME=/h; echo ~ ~/x "~" x~ a=~ ; y=~/z; echo $y`,
  `IFS=:; x=a:b::c; for i in $x; do echo "<$i>"; done; set -- a b c; echo "$*"`,
  `IFS=' ,'; x='a , b,,c '; for i in $x; do echo "<$i>"; done`,
  `set -- "a b" c ""; for i in "$@"; do echo "<$i>"; done; for i in $@; do echo "<$i>"; done; echo "$#" "$*"`,
  `x=""; for i in $x "$x"; do echo "<$i>"; done; echo "x\${x}y"`,
  `set --; for i in "$@"; do echo no; done; echo "a$@b" $#`,
  `echo $(echo a; echo b) "$(echo a; echo b)" \`echo c\` "$(printf 'x\\n\\n')|"`,
  `echo $(echo $(echo deep)) "$(echo "in $(echo "nested quotes")")"`,
  `x=$(false); echo $?; x=$(exit 7); echo $?; echo $(true) $?`,
  `echo "$(cat <<E
in $((1+1))
E
)"`,
  `echo a#b # comment
echo '#no'`,
  `echo one \\
two; echo "three \\
four"`,
  // Arithmetic
  `echo $((1+2*3)) $(( (1+2)*3 )) $((7/2)) $((-7/2)) $((7%3)) $((2**10)) $((1<<4)) $((0x1f)) $((010)) $((2#101))`,
  `x=5; echo $((x++)) $x $((++x)) $((x+=2)) $((x>3?1:0)) $((!x)) $((~0)) $((x==8&&1)); ((x-=8)); echo $? $x`,
  `echo $((1/0)); echo after`,
  `echo $((1 +)); echo after`,
  `a=b b=3; echo $((a)) $((undefined)) $((a+1)); let c=1+1 d=c*2; echo $c $d`,
  `for ((i=0;i<3;i++)); do echo $i; done; i=10; while ((i>8)); do echo $((i--)); done`,
  `echo $((9223372036854775807+1)) $((08))`,
  // Arrays
  `a=(x "y z" w); echo \${a[0]} "\${a[1]}" \${#a[@]} \${a[-1]} "\${a[@]}" \${!a[@]}; for i in "\${a[@]}"; do echo "<$i>"; done`,
  `a=(); a+=(1); a+=(2 3); a[5]=x; unset 'a[0]'; echo \${!a[@]} \${a[@]} \${#a[@]}; echo "\${a[@]:1:2}"`,
  `declare -A m; m[k]=v; m[a b]=c; echo \${m[k]} "\${m[a b]}" \${#m[@]}; x=k; echo \${m[$x]}`,
  `a=(1 2 3); echo "\${a[@]/2/two}" "\${a[@]#1}" "\${a[*]}"; declare -p a`,
  `read -a w <<< "p q r"; echo \${w[1]}; mapfile -t l <<< $'x\\ny'; echo \${#l[@]} \${l[1]}`,
  // Lists, tests, compounds
  `true && echo a || echo b; false && echo c || echo d; ! true; echo $?; ! false && echo e`,
  `if false; then echo 1; elif true; then echo 2; else echo 3; fi; if false; then :; fi; echo $?`,
  `i=0; while [ $i -lt 3 ]; do i=$((i+1)); [ $i = 2 ] && continue; echo $i; done; until [ $i -eq 0 ]; do i=$((i-1)); done; echo $i`,
  `for i in 1 2 3; do for j in a b; do [ $j = b ] && continue 2; [ $i = 3 ] && break 2; echo $i$j; done; done`,
  `case abc in a*) echo one;; *) echo two;; esac; case x in [a-w]) echo no;; [!a-w]) echo yes;; esac; case "a b" in "a b"|c) echo q;; esac`,
  `case a in a) echo 1;& b) echo 2;; c) echo 3;; esac; case a in a) echo 1;;& [a-b]) echo 2;; esac; case z in a) ;; esac; echo $?`,
  `[ a = a ]; echo $?; [ a != a ]; echo $?; [ -z "" ]; echo $?; [ 1 -lt 2 -a 2 -lt 3 ]; echo $?; test -n x; echo $?; [ ]; echo $?; [ x ]; echo $?`,
  `touch f; mkdir d; [ -f f ] && [ -d d ] && [ ! -e g ] && echo ok; [ -s f ] || echo empty; [ -x d ] && echo x`,
  `[ a -lt 1 ]; echo $?; [ 1 = 1; echo $?; [ a b ]; echo $?; [ a b c ]; echo $?`,
  `[[ abc == a* && abc != b* ]] && echo 1; [[ abc == "a*" ]] || echo 2; [[ -z "" && ! -n "" ]] && echo 3; [[ 10 -gt 9 ]] && echo 4; [[ a < b ]] && echo 5`,
  `[[ foo123 =~ ^([a-z]+)([0-9]+)$ ]] && echo "\${BASH_REMATCH[1]} \${BASH_REMATCH[2]}"; re='^a.c$'; [[ abc =~ $re ]] && echo m; [[ x =~ y ]]; echo $?`,
  `f() { echo "$# $1"; return 3; echo no; }; f a b; echo $?; g() { local x=in; echo $x; }; x=out; g; echo $x`,
  `f() { echo $FUNCNAME; }; function h { f; }; h; unset -f h; h; echo $?`,
  `fact() { if [ $1 -le 1 ]; then echo 1; else echo $(( $1 * $(fact $(($1-1))) )); fi; }; fact 10`,
  `(exit 3); echo $?; (x=1; cd /; echo $x); echo "[$x]"; { y=2; }; echo $y`,
  `x=1; (x=2; echo $x); echo $x; x=3 | true; echo $x; echo a | while read l; do z=$l; done; echo "[$z]"`,
  `set -e; true; if false; then :; fi; false || true; echo here; false; echo no`,
  `set -e; f() { false; echo in; }; f || echo or; ! true; echo still; (exit 4); echo no`,
  `set -o pipefail; false | true; echo $?; set +o pipefail; false | true; echo $?; true | false; echo $? \${PIPESTATUS[0]}`,
  `set -x; x=1; echo "a b" $x 'it''s'; [ 1 = 1 ]; for i in a; do :; done`,
  `set -f; echo *; set +f; touch aa ab b; echo a* ?a [b]* nomatch* "a*"; echo */`,
  `touch .h v; echo *; echo .[a-z]*; shopt -s dotglob; echo *; shopt -s nullglob; echo zz*`,
  // Redirection
  `echo a > f; echo b >> f; cat f; cat < f; cat <<< "here $((1+1))"; echo x > f; cat f`,
  `cat <<E
a $((1+1)) "q" \\$x \`echo b\`
E
cat <<'E'
a $((1+1)) \\$x
E
cat <<-E
	tabs
	E`,
  `{ echo out; echo err >&2; } > o 2> e; cat o e; { echo out; echo err >&2; } > b 2>&1; cat b; { echo o2; echo e2 >&2; } &> c; cat c`,
  `ls nope 2>/dev/null; echo $?; echo x > /dev/null; cat /dev/null; cat < nope; echo $?; echo y > no/such; echo $?`,
  `echo a >&2 2>/dev/null; (echo b >&2) 2>&1 | cat; exec 3> f3; echo c >&3; exec 3>&-; cat f3`,
  `exec > log; echo hidden; exec >&2; cat log`,
  `while read a b; do echo "$b-$a"; done <<E
1 2 3
  4   5
E`,
  `printf 'a\\\\b c\\n' | { read x y; echo "$x|$y"; }; printf 'a\\\\b c\\n' | { read -r x y; echo "$x|$y"; }; echo 'x:y:z' | { IFS=: read a b; echo "$a|$b"; }`,
  `printf 'no newline' | { read x; echo "$? $x"; }; read y < /dev/null; echo $?; printf 'a,b\\n' | { IFS=, read p q; echo "$p $q"; }`,
  `set -C; echo a > nc; echo b > nc; echo $?; echo c >| nc; cat nc`,
  // Builtins
  `cd /nope; echo $?; cd /; pwd; cd /usr; cd - ; echo $PWD $OLDPWD; cd a b; echo $?`,
  `export A=1; B=2; sh -c 'echo $A $B'; C=3 sh -c 'echo $C'; echo "[$C]"; export -n A; sh -c 'echo "[$A]"'`,
  `readonly R=1; R=2; echo $?`,
  `readonly R=1; (unset R); echo $?; declare -i n=3+4; n+=1; echo $n; true`,
  `unset x; x=1; unset x; echo "[$x]"; unset -v nope; echo $?; export 1x=2; echo $?`,
  `eval 'x=1; echo $x'; eval "echo a" "b"; eval; echo $?; y='echo hi'; $y`,
  `echo 'echo sourced $1; v=9; return 4' > s.sh; . ./s.sh arg; echo $? $v; source nope.sh; echo $?`,
  `set -- a b c; shift; echo $1 $#; shift 2; echo $#; shift; echo $?; set -- x; echo $1`,
  `while getopts ab:c o -a -b val -c rest; do echo "$o \${OPTARG-none}"; done; echo $OPTIND; getopts x o -z; echo $o`,
  `trap 'echo bye' EXIT; echo hi; exit 3`,
  `(trap 'echo sub' EXIT; echo in); trap 'echo $?' EXIT; false`,
  `type cd; type -t if ls_nope cd; echo $?; type nope; echo $?; command -v cd; command -v nope; echo $?; f() { :; }; command -v f`,
  `alias ll='ls -l'; alias; unalias ll; alias ll; echo $?; true; builtin echo b; command echo c`,
  `umask; umask 077; umask; echo x > u; stat -c %a u; umask -S`,
  `exit abc`,
  `f() { exit 5; }; f; echo no`,
  `return 2; echo "after $?"; break; echo $?`,
  `sleep 0 & wait $!; echo $?; wait; echo $?`,
  `nope; echo $?; ./nope; echo $?; mkdir dd; ./dd; echo $?; echo 'echo hi' > ns; ./ns; echo $?; chmod +x ns; ./ns; /; echo $?`,
  `echo 'echo "$0 $1 $#"; exit 9' > sc; bash sc x y; echo $?; bash -c 'echo $0 $1' n m; bash nope.sh; echo $?; bash -ec 'false; echo no'; echo $?`,
  `x=5; [ $x -gt 3 ] && { echo big; } ; x=; [ $x = 5 ]; echo $?`,
  `echo a | cat | tr a b; echo a b c | (read x y; echo $y); yes | head -n 2; seq 5 | tail -n 2`,
  `echo $((1)) > f; echo "\${f:-x}"; echo $'tab\\there' | cat -A; echo done`,
  `time_x=1; echo \${time_x}; select_x=2; echo $select_x; if_=3; echo $if_ if then`,
  `x=(a b); echo $x \${x[@]:0:1}; echo "\${x[@]}" | wc -w; echo \${#x}`,
  `shopt -s extglob
case abc in @(abc|d)) echo e;; esac; touch f1.txt f2.log; echo !(*.txt) ; echo +(f)1*; x=aaab; echo \${x##+(a)}`,
  // Syntax errors
  `echo ok
echo )
echo no`,
  `if true; then echo x`,
  `echo "unterminated`,
  `for i in a; do echo $i; done; done`,
  `echo a | | b`,
  `echo a &&& b`,
  `fi`,
  `case x in`,
  `echo ok; foo() { echo f; }
foo
}`,
  `cat << E
no end`,
  `while true; do echo x; break; done | { cat; echo end; }; echo $(( $(echo 2) * 3 )); echo "\${#}" \${@}`,
];

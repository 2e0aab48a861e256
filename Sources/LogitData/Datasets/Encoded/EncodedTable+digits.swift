// Written by Scripts/make-datasets; do not edit.

extension EncodedTable {
  /// 1797 rows of 65 columns in 32727 bytes.
  static let digits = EncodedTable(
    rowCount: 1797, first: 64, contextShift: 3,
    columns: [
      Column("pixel_0_0", .number(decimals: 0), bits: 0),
      Column("pixel_0_1", .number(decimals: 0), bits: 4, contexts: [0]),
      Column("pixel_0_2", .number(decimals: 0), bits: 5, contexts: [1]),
      Column("pixel_0_3", .number(decimals: 0), bits: 5, contexts: [2]),
      Column("pixel_0_4", .number(decimals: 0), bits: 5, contexts: [3]),
      Column("pixel_0_5", .number(decimals: 0), bits: 5, contexts: [4]),
      Column("pixel_0_6", .number(decimals: 0), bits: 5, contexts: [5]),
      Column("pixel_0_7", .number(decimals: 0), bits: 4, contexts: [6]),
      Column("pixel_1_0", .number(decimals: 0), bits: 2, contexts: [0]),
      Column("pixel_1_1", .number(decimals: 0), bits: 5, contexts: [8, 1]),
      Column("pixel_1_2", .number(decimals: 0), bits: 5, contexts: [9, 2]),
      Column("pixel_1_3", .number(decimals: 0), bits: 5, contexts: [10, 3]),
      Column("pixel_1_4", .number(decimals: 0), bits: 5, contexts: [11, 4]),
      Column("pixel_1_5", .number(decimals: 0), bits: 5, contexts: [12, 5]),
      Column("pixel_1_6", .number(decimals: 0), bits: 5, contexts: [13, 6]),
      Column("pixel_1_7", .number(decimals: 0), bits: 4, contexts: [14, 7]),
      Column("pixel_2_0", .number(decimals: 0), bits: 2, contexts: [8]),
      Column("pixel_2_1", .number(decimals: 0), bits: 5, contexts: [16, 9]),
      Column("pixel_2_2", .number(decimals: 0), bits: 5, contexts: [17, 10]),
      Column("pixel_2_3", .number(decimals: 0), bits: 5, contexts: [18, 11]),
      Column("pixel_2_4", .number(decimals: 0), bits: 5, contexts: [19, 12]),
      Column("pixel_2_5", .number(decimals: 0), bits: 5, contexts: [20, 13]),
      Column("pixel_2_6", .number(decimals: 0), bits: 5, contexts: [21, 14]),
      Column("pixel_2_7", .number(decimals: 0), bits: 4, contexts: [22, 15]),
      Column("pixel_3_0", .number(decimals: 0), bits: 1, contexts: [16]),
      Column("pixel_3_1", .number(decimals: 0), bits: 4, contexts: [24, 17]),
      Column("pixel_3_2", .number(decimals: 0), bits: 5, contexts: [25, 18]),
      Column("pixel_3_3", .number(decimals: 0), bits: 5, contexts: [26, 19]),
      Column("pixel_3_4", .number(decimals: 0), bits: 5, contexts: [27, 20]),
      Column("pixel_3_5", .number(decimals: 0), bits: 5, contexts: [28, 21]),
      Column("pixel_3_6", .number(decimals: 0), bits: 4, contexts: [29, 22]),
      Column("pixel_3_7", .number(decimals: 0), bits: 1, contexts: [30, 23]),
      Column("pixel_4_0", .number(decimals: 0), bits: 0, contexts: [24]),
      Column("pixel_4_1", .number(decimals: 0), bits: 4, contexts: [32, 25]),
      Column("pixel_4_2", .number(decimals: 0), bits: 5, contexts: [33, 26]),
      Column("pixel_4_3", .number(decimals: 0), bits: 5, contexts: [34, 27]),
      Column("pixel_4_4", .number(decimals: 0), bits: 5, contexts: [35, 28]),
      Column("pixel_4_5", .number(decimals: 0), bits: 5, contexts: [36, 29]),
      Column("pixel_4_6", .number(decimals: 0), bits: 4, contexts: [37, 30]),
      Column("pixel_4_7", .number(decimals: 0), bits: 0, contexts: [38, 31]),
      Column("pixel_5_0", .number(decimals: 0), bits: 3, contexts: [32]),
      Column("pixel_5_1", .number(decimals: 0), bits: 5, contexts: [40, 33]),
      Column("pixel_5_2", .number(decimals: 0), bits: 5, contexts: [41, 34]),
      Column("pixel_5_3", .number(decimals: 0), bits: 5, contexts: [42, 35]),
      Column("pixel_5_4", .number(decimals: 0), bits: 5, contexts: [43, 36]),
      Column("pixel_5_5", .number(decimals: 0), bits: 5, contexts: [44, 37]),
      Column("pixel_5_6", .number(decimals: 0), bits: 5, contexts: [45, 38]),
      Column("pixel_5_7", .number(decimals: 0), bits: 3, contexts: [46, 39]),
      Column("pixel_6_0", .number(decimals: 0), bits: 4, contexts: [40]),
      Column("pixel_6_1", .number(decimals: 0), bits: 5, contexts: [48, 41]),
      Column("pixel_6_2", .number(decimals: 0), bits: 5, contexts: [49, 42]),
      Column("pixel_6_3", .number(decimals: 0), bits: 5, contexts: [50, 43]),
      Column("pixel_6_4", .number(decimals: 0), bits: 5, contexts: [51, 44]),
      Column("pixel_6_5", .number(decimals: 0), bits: 5, contexts: [52, 45]),
      Column("pixel_6_6", .number(decimals: 0), bits: 5, contexts: [53, 46]),
      Column("pixel_6_7", .number(decimals: 0), bits: 4, contexts: [54, 47]),
      Column("pixel_7_0", .number(decimals: 0), bits: 1, contexts: [48]),
      Column("pixel_7_1", .number(decimals: 0), bits: 4, contexts: [56, 49]),
      Column("pixel_7_2", .number(decimals: 0), bits: 5, contexts: [57, 50]),
      Column("pixel_7_3", .number(decimals: 0), bits: 5, contexts: [58, 51]),
      Column("pixel_7_4", .number(decimals: 0), bits: 5, contexts: [59, 52]),
      Column("pixel_7_5", .number(decimals: 0), bits: 5, contexts: [60, 53]),
      Column("pixel_7_6", .number(decimals: 0), bits: 5, contexts: [61, 54]),
      Column("pixel_7_7", .number(decimals: 0), bits: 5, contexts: [62, 55]),
      Column("digit", .number(decimals: 0), bits: 4),
    ],
    text: """
      %o|W[&,Y@x5c$C_LmTq[L@tgu>ScAZ/a1lG6B%Sdk8<J(Iscvdeu^R/H3+k<>5zi<0|-T/BveGH-dUisf=m2UY/$)tnMiR2:.UiZ<fP*
      nrUMvasQK0ExMmmcoksQ7XN58R:.r5-Q1}'{$!>:D^noaKS.>?5yM-phtNH}69MNsH]({]5q[3iG,H<m_ou1L/?Ttc$i^d)r,l7S0195
      F<(>LkaQ19C-hG/+9%gUqz=g3P:-Hnb2`0#t4.k4JJ{&rsD,j;0NHsQ,j%JZUHT{0Qf%=W<z%[,MdHsQTozoYfNH32:=O*kcNO-[^p)j
      JV,#V].+)7/>D3UL(s`W]A'g=0Fg)J6Eo?g8B8$Ki_|?O$Kb5t9S;(]X?,5m1PNf5ryfKf&l$Vq~HbE=Z/_7<DD~oGd#F2[yRLu^C:KA
      8yf`4y63?.d._/DaO3rQLus.Qp$ci`EJEpwr.X=gV:=sVcbm5PA*_r:OX{pX`6V[0RPxN]*lM&6rfmBmCE1^TmJW=bjRcn%W%_/4>qp0
      @p&8pH$:jYBaU3{'oUM^>r,VHvb78$Ys+c4ve~A`8->.el;`Ed6&f]V:-A1',^Rr+Nyq`8/w2mUqe;PnjN5h#7zw(A6`L>^O`Utuq}7d
      ;Eu&[|dJk&6(?DjwpvguA=y?cO@DR7[8reg^{[]vJOSK<~Yl/@YBnYX?wa($#v7s=2G8%EY3C=^Z4MLs{Rs>-[p)2Awq%%<kwaP+]a:^
      xc,0%w[_d^e$RT{i;[yC]82ja@ZQ&F;G{dp<D:`b<[5Ix@k;RQ&a)y45QBh5L#:q`>XfmD;]C|96djzX/;USo*s4]I@m3SfR=E)~fcLO
      d=1@]:zY3/2`mML`*][z]'Q&Vou4Q']eHaIb{2AY*+]Y7+jLnuAh:tX4hpC.LrT~]EPMiTf*YH[U4c&tBLCLxsv/wxs<+p^RGF<MKmjl
      [frO?)sbw)qlw94?|ve`Vg^1z.(Yi56PO%t$M[UNj6l$bGl:|Nl&Aoa}Tgc-c<]_6Y,mpk,()ZNH{U%aqd]]PEtr.xs=.g#!k5c2,p:b
      a70!B@<G#/Xr(VjG^yF?k`K%2}r0;?=&x)Sa<gQ2m?&La53T1vuM0e41WX2tK~TDm[:b9]4i[W8@falp0oJ(jMo<9/{Xw.4?Y/e*D{*B
      zj<ELZO]U,$IW<*pCsKQHP>EXKiOAP]WA_0X$ijRE,[YE!.>5xiQmNI@ir-@aI2W9,M|y,b.,agj$v]SH;v;e5|wN1gA+[L0KiAtV_+^
      7H82Q/sMql1{<3.&r{QAz+z&hKnr?GShto9ja8h86ezz@7w9gMAy+OwA+N06N}Z>|TQ]qNQcZ(Q:^|tb7z))Q/w79*c_x8<'^,Ed2[cb
      }%jNgt]Na#$S?2#q{Ufu8vzEvzmu*xcmo%`O?kF~Y`n&3wx](l-WQ),ecKKjGF[#:gmgZraMs6O<6:ZRI%.Og<3bpjCCds<aMe+&QIu$
      WFc*gue7QY2x=ZN9(/j4[FOJR;^>@ysbVcu^2w$0MQ#%4jLBA`h]SJOaCChv2`vdWxu{6N)E-|1!?z*c8^1oP^xr=]LPJ4>J>f+f?z_3
      G`(x?}`E,'z-NC'Vo3z2pWKvP:#C-NAdBkPZw(S7@pzj%$0X+f;f,;%WQIzD0V30R~7eyS^^IM^fPmks&V?52)K}S3ZKC@k@D=8Qgp1;
      7;-bwpKrbn,YB?.vb~j?C2y>n#l)4X=7)n`hmodQ?<_S7>q?:3G*A,E'E7O*EYs%@Qm]WLkV68.@9HC-923*QI=e@@W=p*@@)1>b]Z5&
      YcQ)V@7K9kyo^s{masx[+SR0zPA>0f=1zqbrDeqeDrZO&-3UEa2/LWB/j&W<L6{|7aik*v5^n)H[VjE&eR7v$*zL1~Mqi!x/n^J3iqO]
      Njq&@hLS<;JSv[]p-AyYI%MYWm?MX`%[p82oIV<6@%atp8e6npr{wKiy]nF>WjxW0Ir*n'AL'['kB|V*H9{GdJVti>bS]{;|a].x4wwn
      ^hw_Py/S5U,6.N4PYESh;An%#iWbRU,e[?&X2n?XLwl}]B_^v7F{(u)mjnooTUeCMSVFEBu=s!R:HWUu/NsvrOA=_q^`UM83?pS~Dvbg
      ;p?JEq+TKJVB$MTtiUuRc=^s/ME:s<4ZGQ]<y?gm6?7?Sv(T;c4_&l2{va&:nr_Y3;$qC)*o1*MlNO]qvW)dG98{%[2|'Pk(w`<T]2l}
      Uw]<D<bs6IxBs}T|86f#9>r?|H2g|0;f+~Klc6sIIm$^2G$sY5l7w<wM1f|.FLo6|Xi!uXTLKjYC/Ry-vos|Jr)`G2CD?MoCuy'072Vd
      i3iyg;;~3$N.Y{Vwj,H;Ca%rBB4eiF<Raa47;qh=#s0b3f5$$l,vabsg&[p>h]BnN>1C_.L_'5(KsAM</$p,eN>UFL*Lh7D*?}hgVBwL
      XDNhP>xa;{&8dzIp&*{vJw|$p?0M;?-TN[_?q{n*$N-2ht39TNO_PBF#BFyqM^-#y6c@L+7wbNxUov1U=:@w.0z.l1UU'HXTqG%E{&bQ
      #mA21sgijI<]tREX0-t6iiZxU:k@SH6|]xr4m#{?-@Kp@4&1IndI).^z8bT|Mu6slYXb:v4Rq_D?#m|T,.n7r+'fR0.@?;$[gzF~%&-*
      06+6]1d.my4knE{WQcNKZ;Y+_}lEy/u.d=1kv7,,>&J^JtksMGD@>J]WmE,E0N.2LlU@KTFF$RhU8DnFP_]NBYEg%=zLrgo`RvYy45k|
      yWuRR7N+o`&ERJBwp7IW[hI#3JHP#)sx1h+[cp/E)j'U|L_Y]6M_x&)K*v6E5YmD0mN)jUIjE__B$QJ6)`{2V7ogpI-bFOh:wWPMN%98
      JUA)#pO@fTU+`>4o)(0ud+BkvTx3Ha-X:Oh9$J{%Rn6pHKOO2bj!/Qhla!'+k7Jy0<V=T|Ny)>VJ;{nkvYF-vte]yHq!@+Xj$z@'SqMf
      HW5K9Qt}f.48zFF<$c]|.nj`BU^N@gL!So,A&|Qm,bF2E+wfc7SGYTSU/N<R(De%Nm{cUMi$]oP-^'LQBM@|2gSb>e1kzkAXUI6w4UN;
      TWzwKead>zWSiy#M-^@*zx&_(r>eE;USVpPl)emwOU8u43oGt*nuZ|Oax2zYUG&K)|61R.izdou1SJ1&k)QA;3ecD^;-4MUKD!_Tt^Oa
      JB//.*oeNp-NL|6z6BbM/0VsVO?PUjrXl&7zix;R{#d<g|LWiii%vp2A%5UY.:+T[<oTWp#X?$y+tyl0;c]G?qqSTBBqu[0-|eUd&D@(
      >/S4ma;C^b]]/i(vr3o@F#E*DEjWp-.cgW8:[]5HOXQ{eC:(N];k,yh:A!De-(jAMZ{2c>CwT3W:jNb&&AS6:6U_'S${10XVFG2ph4C1
      Llg6FOGg*jj^Gg;wXe#lOE7;_UJEd^F4F8i'(WqK@|[,+BXh,3[n4x%b%b46ZL/-a|;6BE_@]w1p%FXE3pXeo9V.h~qPk|suFx%9j_)j
      `zSgh+ONvAq?Q#HBM4V^$9v-nli#4mKD>qhfn&#t0RhC-{x9*Kgtaa.Jk_GrP2;-oNjPgA<bnc-`yGm-^Inuw*Pgyc[[Ct80)RmG|D2D
      SxOHOg@4sldX6hZ-7AKzWLf+|y%N3n':dF4X0<pp2`.`6!O,fyeol/Ae3A#`y]^k_!<i+T=/q?8@xIk`8DhJz&A-mp:-)617wFo|/]K@
      q12b+@tGZWE|`s@`Tu*9T;UAQzw}LXMXPyLKoZm^69;BLuAZmIZmD!K2/g4dNrv/W^FqheP}skP.l.a>D#rfyfT<^&*aqwx]AI#^q`6X
      )mmwnnOK18#lc0Ft+,x;nf,FNHxl-;K;J_2;L$.Yw*x[<IqK7rHiF:[^F=+CxtoPHzUB@Q)dSqozV]U8ygW4mRAA|,e8#L7B9+g0-Te6
      W[TedA=&c|]A.o<}NMPc;VZ`{:%}nbH~l`b3YV<FX1)Y6%A7a'JYYK)cP99X11_a#?d_`Y%2#lr/1jEpwnH%i9(vkl(tst#~kf0j7%])
      GJ#.ZWh?P'3NTOT@_>=6:;gKl*EC9`Mw;?'lYwV,5,.Pe&wO7Pir9.pOS|>!TA9SbnJ(h^6fhxjKO]_-8f11>p<$b_)ox]CF3_u1f,lL
      7lb(om6EjG$0Qnf1<a?ngG3a842@N}:2hm+|acL|Tb'1NR|;#+&fh]q&LrfXMGX]&z%M:xSw8UA&X5D1>qM^:(<t=;vP9niSE&HD@Y{p
      UJ.PC=ip,}K8+sn-QEqB1g#mkRt_qo|ugnKActExkH8v+^+-GWe$i6R%3,=d/WUgMvp,KEr9k{pe>ROpwT6dpns4*sdO(53G.orhi@W7
      _oLNzK>kZPycyzbmS&KnA^<<]~Pl'rC%oPt6LHT/(dH,BjE;|dW`thc<j&/)6=<_B`Z<9oB,(SnBO.7[qrz=[woi&W{oI/,i,{j_Br*a
      HS;]d|/2UT9tLCkZj^@<(B[^IOdYf$C*qSy7t1[e6e+*KM3jrU'$fwqA0f|NZa20e2ho&B$m;Nlp3&e&I43qm6?)j$y>^^H=OocQbc()
      GLTg2+9)om6vZ)iGrG>2TY?jo)Yz`&yF5u[ORQujhv%*]&.fIw8%aFtR'},:N>g7sW7w_,lW.NNqKwo<|)cJRcA1zQM{YeDTP50sJZMA
      +((KJnLU9=PxbKekCV`]>vh2+AJK=MiW8;<PV7ly,EF2nor[ALC`J!s;|[wSqa?uu%rleIKU@C_sRU7+7iX&k4[Nl]>Py!00.HPk0IV&
      x!YS6/.i;YRJ`M;-/)Q'|vAo%0wOo4Ds=C'<XKA5RbXQ;5zsW*.<z9'|zF,AgF`4k$r1x8(W.iOr{%VRW8aw4Yf8$^fYUkA]@$fen;AU
      IdHGrIHxG(msWH+W{b8b>H4wR5O{1FI2kVM91N|%z?@(fV+fi5MUxd$Pn0(p/Kv4rl6/Y(m@UB<4=T<dg|MsUnEsdYz@q+v7H-Dzl$D4
      J{p.P..ow<=:HjdR&OILQbcj;f-?naeZ%tJj$(90hNJwh_HNI},F?S_4LpxtOU-WWnG02#Qm]WC>rPP{oE'XGYI^6fQy1uR-$2d;J(Fq
      @-h1_hx+leIim#Rrzg$]UwUpV3<s%Uac=L;HxL.A3UBC@h.!nS3'/)ZMuU>[3$ahA/Ze1xn9V7f;56njZSF;RH[/ssb@@}8X9>caqbb>
      Mf[vWWZ/,[?.)&]U{T{n*u9T[.*(eZ>.GdTfpLZQ4wbz)(KY[O[:sFp7:Pg;g(o;'acRxQU?xy[!gcg{HO1Ns%CjLJT?7*Nui%JM(}zu
      &FqwerteZL?>9b=P8*:+*hu*3F#{N9^2`1'3S~eh.hndnNtGQvAj+XhU4#vQ$JKT8(yc|_Hp.WLX/NiEc&a4CC38Q)bFOD;53Q'%Y%*y
      O?6!3&qp^0_x-<%l.yZ&rIME'}$@.o[ZQmpl/#>Y^u?Tm^2YlHPf99?UaAGtD#$g1>L>IO&f'kXp;$^0Kn?:*k+Ca2iWct5HO6QH*uB6
      8N|,xi%9Y#0zBVrjt)]WfO@th_HJHl8dyxFu#$>Lx$3Q'cGMKW5]`Z|2[S^[3S-Pah8`SX-V<{ekxBhE_>F1FexIxYUTK0ERBx(VkMb:
      |tl592{w-8'/z~Xy8T/[<fg,9|]*a6KAE/n[|8Pj1d)bRcO01lzGIW<yoqThU9*H>uT%yNxspCWR/m5L^7C4@v=VyJmv`=g^/?fumTx)
      y$(Rn#``DFx,a-|1{55fL-M.(l)M9uV2qEps'j6/B2k6EH?rJMoxF@?9]OZGXu:5KV$`1?7FAEBix(TK}&jsxVeDHtcrzy?N%'Tu*{Bq
      4zjp]|%-*sz&Tg>9Ec;'N`#S2$ikQRW]T;]q>-+i:&=sz73(gZ&M`f1(A:LQ].&-fjO;.b4H,'DuJ;&gCT%/gp<%`>g/i[w*LQONhzSg
      J'p~0T1h$xM7{+;_n2*yK2:T&PnI,^{CC,rEsr*OEqlW;E8J2l@Hk2>v<0%IJgcz=wN'xRNZB}^Z5Y_(L)BqM>o|'s_#(9L;wmFZVbFR
      B-2UYALX^K^IRjk':=uN3Flk1D{=e?iO78dcTbJCgTLSG+#-f@Q:Ja?:378g/8DN;{o`P=$x9b[65N<A?9Lh)3pV61K}:yFhze<gE.[!
      2v@G,!'T]dLLUlm|8i`C>YZdql:D772HK6*r^{wgJ/fk5NPcYmtqk_0_zCs$Y1r[%VN@&*F7ZWf[Md'hkYzBc$8Trf3<`}*:y*]zE`RR
      +j0FQ%*}TG)]S^HECoqpk{K0B@Q{A*4.P/iXVN_PX(v-?B3J&6hHe3Zkeu(Bd.=8$.S-JuON/X?FQEIF'/sk(q=-e`fm_gHJ$;xan~C]
      ?Y,,42#9|=]U,]1do@5[Q0OiW-pXzmqoFJs[p!FvmJN]+d2[LNKnn*oPArQ~pAvRg~-z_iDdQ;c!lUJ!{Ix6p)M@RgTE^JL:1uCM_9=Y
      J%EoOu@4x4b!03Yvb:J0,1n.WuSsltQ>FNWZn>>QXRQt8!BZ6jf:@6_*Up{@rv,3`EK6+(A8p%8'G>6{k)a@?_AJf{1d4iq}Quxj5wZ|
      IV`j_26x6D<^T({NBn*b?#0@gBUovN:K?c(@#-aH;U.RsfQrRlV`;JmoI^S:wY'iT-c+s#mW-$I^dC.53a:;5vS'Bt$th)LolUtuJz9I
      GqThFc`#v8oBZ*s(L7bv3MD/E)v.?CcKHU9(%=`S.P.7/NFIt>R)nCz0aVlP(u*U-p;~c=iHF4-utp*n^Ry'|6(~n;QSxp(MS(69:.U-
      <eYSun.99<+QZ:GpBX5t`zt{,y)]LCed[D@+[v>6wsr;+;jKN3+ZWGwPaa5Alv2Lic;<(ei[raA;s/Bv9rvv_vX,/It/CuboqW[Idwtr
      z^73{8I;28(o7rl!8&n4A:W{1J2kl9g~T1mK=S-|Mk#ul3`ih!%;m`6L1)K~L?9fI6;Z)#bmOR)-WFje<j&hMshxSwrr*[rG.s0A)S0(
      ye;qYty/[k011wQF1)#qpY=c),R}_f[.'H+uj1YOrPwPKK;R+D#1<@V~s3h$;gh?zV[+Y,CMVJg`RKvAK~Cs{<Mp]A|1@Do`OKtq6+x@
      B[/rY:f{M)/)V!ZWZ:S6f[WpG,s]&}g3+]o|VK0l|^P<DtQ>s*^gdF.jB%z|%fDTin6+ypk}=]jMQ'tnA=49;!Y^=XZ08WX)[vSanyj(
      _Jq-E()x7UP|0n(dA`Dh_J7FtmAShmau4>_d5f:]^!]5C&A#aY$Y3C6,|Oq_f;Q!htfZp`)VE,R`ZZap];*Tnr.lC1C:8-JrKn@1xaYu
      fquF,>bss}##O6d!4UQ?zbS6*4V*hDIis;Ivq/WeQC(-hV+a3yH@)XC*SU@ZhZM6[WmP&p|0cHv`]q.zgLj<JzDUp!B<sF/Ht~@':r.I
      eP`wmil'TcBmVHH/j[]``B257,qK)*[G8my$yF9o$;x:Y4gLPB06Hd/V([/(**;j*(Zq*d@{IG84v&WaLd,SYGb50UPtO%Y/D]bxd0&.
      y[.s]xeB4s4M5q/5:rOIFBx|5h+Gva2z0~J[L1LZ{MzQOsaiFPPox@(Ixdm3G$=e:kKEY4O`l&'D6/{$2[(7,@&3Bz_=D8Y4maGJm(nZ
      O{XcDj{cE=8U#<2`q`D8zH+aCIr7`I*Y?j^~=Ew<hltId2li#+'1NT/W,@i/VRsMAs4CsfpaQVl;qpAK(RCsvwUe<7z~(Z/PK@5}$Gi_
      8U=lj^HI6ct'n`/h^qOe'nGS?tA;{YbppF{w7O]$-@nO*o|ei/xl8:Xga8V)pV0EukOf/,XyWfQ5/A^$3g0+r:1a.Dl-:YJ/fT>(U6-<
      qaJBcNdp(_VrSn;A4_t1A^dEG!F=9vo[886GC[Om7s4d&i?Q0xnWdubc.rWypRcjjYoV8{W/1VG`5ExqWMLnS<d=T01P_/[0'FFM%j7F
      Au_t4xHgjdnA&CV/|=t}tbIX'&r;tdv_z=)439GDrO'tq1DL4b/Ph,M+1q<l4NL#EjOJV%msJ>1^Oo|*TyPH?)7@0:Ee0=9BJpbqT/5^
      /PY;&m2ZC_;_LRK:)(8ZPZzB]V?1xI>yS#]a0PLrvwG1'O5*SAq4pU)+E89J9,hOGB1Cw5]-1G:(GsvEAF|XTdr58v@pQQw-?Xq$(w%F
      5Z>![8WZgs3m(h1snqB-.n%Q$(4i4:5iK.u.Z}]=6X)UlXF#ZTVviF4?oX6FW_$dX[e'XhQ<^u;6DW)Q6I/}*O5*8uqI,V<-,VDlR-F'
      x}IEgns!q3uo1={!GH@niQvw.'Ol>;zbv4q$^nX<(X*M/6R^EtT@HpR#(ESUJ^R3_W0h`H+)hMOa>MzeCY7]i%0ic;9}uDwA#`EZ&fy6
      T)3UlRNR_%)kE3GUbfANI(yf1eHb17I;$w&$k*?63|:QL${]w.04Ug+2rRj@aVZ7E:[Lr^c~LrtkIj7Gw[/C-@Y#qt>|v9&S2z;(uNPO
      D<U-&S>E-mzyr$P>lk*{>Ok+.SY8yay^'WY{O$?jh<{!NH*FP9Sl-CaWlm@BR,IG/gZLrd^&qDD){u3SS}N^C|J~n&Ej9H@<hdK.ny30
      db0D#^:X74c{,ZB.TL'm]Bd1NF;s0jg'n:oxJ!/Cd9Sx|p/?>Sd/qpo4p#s|;6`^T<TKO})MaDG>zI.KIHZBXl2[o@J1=,3XUtB3wCr_
      bO0!Z+hj61YqG3J&gm]L0^tkvka%PVQ7S7Q&_rQA6LGdJqe+mUWX&a]f9EXp[$[hi]cZM*<lyziq]Hrc(bkPFy2T`'y}:OCeIJ$AD]gF
      8:*w&rv@K)w)>tFnSR+30k@j6V(q,*4EFT4PbkzmTJVwwu_|zO>KMSa_)SZm$c>>qL8hf(p-bU,]iMI}bCsL0r:MWCw.$4*@|2aHI1-u
      <7PC%AzDCp(zX)ZAF{[0`,VSd_sFOKh9ly$Cbi:+p/;ma4N(s9tDlw38TzZ&d^M1JYI9/Y{Yn=MGyD>%]@-,iVWE<|HS]erOrppOG^9Q
      [^L)DSM@T[Kw[7oc:]K08R1STtu}n0b[O_<}fkb<w]4p2@*cCZ>p*>-[8lBC2IWf[}U7XTSjx_YV;Ucsi^TG$monT|GopHLHtJA<xiu=
      +nu^[N?3W-=h%vvip3[h&riE)_7>FC#~9GppHTZ`I5r>0~r9sj[GqOVD(d?~ZZ&*TRSs$V|WxwA`'RX~v;Bs/miUlhIm|V+bx%mdo,Lb
      .]*#nA:]7ffLn$4aXb{WM.oEak<vJz`M{/$Tv'PD%N+YU*)Nrhn`lFM}2uVPD)wo_x5I2Oj>f?(hJctW?^TzHw;Ft,l=03oE|D#1EfSn
      jJ3@.Fg):{Pvm8Ft4JcbeC*RK{$B$<_]iDTgGYV-RQLCAvIq.Di=n)b-2R:h%()l%1h=H2?6nirGE}P/JM-^C(Avs4}#b1vv?|p`S6j9
      v5)D3qj4Q>a'k$G(HIgM<x;`3.LGSG:b{a[ZMr)1M~6l;_kODt?!zq]TYc0x`W$LMl)x$rguD+e%CbkR,zPW8:fPs{dgSLR!eax>Rq`K
      lGAfPM8<.$@)lc2~a+cj^KQkNPZWP>]$$v)Lf6iVfE`*D@:J@']jtsV3,)'(^FUX*m/qAO=H&*Gqiho60(|MyT9!aX_ms9*B5LYqs2Jj
      >?exI;^qx@<Rt:q3CQdu%Ma#6OAF3]0C_-qiW0U>Pw^gtZL8J)V(;2(v;a@3|4.XkRiLkC?3Ov>-7Nw{Q0hL2y$CvWd51/V[f0;AJ4*?
      E.7wNsV+.~gkqmPoaA=IW7P*RpF&O*1@JOx%WaD^3f`F&~|[YB*@J(8M+Z4pmy'iPW#(uNU6(l_QFG[WRKJ`mf>Aq'X64'S2b^anPxJ=
      |[E2M)4=$`ya@giP/.x,[NLStLo|r7NF+GlNAPhBm:bNW#gjfKyG^y2<IVdgw:[~^2?8*VeOb@w^a7^RYL^w|v@a2AJ6y$w1$'dKP-(O
      ydS3&d6bE{$lKnI&ayTs?%dTIw[}3ux*i?j,DIt8;9bUGHR6FJF*9Y6omi?!F}P[1Jkj5Tc2<K<Gr7UBtUU5c^Z]G.RMpZ?xK3kys-#J
      1b)Z(VeLtta&3RZbTOV$r3F.%0R#R`E>$~^7naLEF7aQw&lP;|um2dtxZu?&y;A$0.aQ^VDAAp>/zuFsQ6?ty_W6VR'JEkeD:LSe[^p/
      l!6*sN1q4JUY3$K&tpn7)U|DOq@U;ne5t1reTMsS#2GLS#^qnDTb54{8lu,anEn0]N,/IA,h{J{X#<x=FzoDRoux@Fy~bl);$3v2QM4n
      /dTU@lMgLpE.i)N')2J&JUQQ^hp@D&*/,$Vf1Tf7FbHx_ws#/]tX&(816qQmwl?km.9n`#puHX;~ed)Jo*,!e/Pg<-A|H]Q1.-1'-=sb
      -AkL%C:C.d,!9k{/s$YmbFmgS0G*YdHj`ZU`DRcYl1)$)|`'OmL+X);o57lR+Z_)Ng<$f:mPh@Df4|{1aO|&CLyoyLltn@-#0C1557Gu
      gZW{rQT.LDQBg$cITUVdvh=Cx_DsY|.`GW'k8am$bkIJ[k2BbTDI2*`y)wbwmifJb2QWOKrY668ntDVNINN+p^bK1Q8W#(h?deZ&uC;d
      )!<1Y2#/dJZ}`%O;[>0[$PmPTT5a_O#yYF-*LbN;;Nqj<'[`Hg*u-RD9eRf:scCpF%br[4GdgjF1D8YSfY=89NsTY;bu0wj=ta(ZGswB
      *J+!cE?z+#I)ViJyN<P|^~'XwBW(F]E'qqFr#{SvkX{?]Et8%CdnUBCdP_|rB^(?WYGUi~t,*?T7$eO=8{sz;1$o_/+>Dld,[g9teoDp
      +o2QIF.1dr.WYtbhj]FEXfDltk5,y=g-hUW#P2pEgb|}G&RIQV|*K6]nEVZo@'@#81{K91V4C?fRBqPH]vx9.L3J1iQk.LYy$cOhd';T
      $&_]o2g{H`+,RH;W9(#E8SW5w^ALKI2PYyaO)0]5gT?~],8V'+W(Y'F0S'-s3SrQC-N:gMljCWK(TtXlQS/ex~,022pMZa7vjJ-%z}J>
      LTDOTj,l.qHv#veoS2`8'2-`L}r<n28-hqMuEiy1F)hR?<mP8>'2W?qWGv,<DweQaN86udhN)Ox)WM8eE`>!ptT;9DLh2h?0X*uCE/eC
      ^}ygd)mzM$<X,]&U/w/!KD7$-V(J'%T7Ocg^n<<:aHKP?+8DPRd&J4l%|e,:EP>Fn:,J9ZXSVz%&8B|[ko-l8)>URE#eth?N[wdon72&
      Lb$=FxXe{~&!>5)q.<`S[)Wzla<Ke{J|#]*L1}IO?wpz$rRs=6.p6-oL(q`(RIx=1v?z2RL.X-y_[I1[Uu-aDQwPe!]|#/d6xorUF[W}
      KMKKux7FOe@)@bPXe#sq>zUN[a5{=IZ]1wZi^`nfdCn/rA.K1&m~=P+X;RF_GD,dz#/Y-<]w0HYJ#-_k[^lhy*Jcq86WF2H+08+Mu|U#
      _iae2<lOpTI%19hRX6]-<U((NW9nWBAga{iB:XYvR.^ZaEnd@fIQ:SMCOT`tea9]=<aCfPd>VZfAL?,N9fx}pr.Da+M5qD;+3>76'%V>
      +26f=-Z!^K+fH[F[DJYG^+9gbnrz,[X'R=2|XY5Y]/Be08x'EwqcMi@cf];8xhOaO2U[pir`X,iQQ}YK>XqNmfhfvnaJJc$<Wq=9qV5W
      ^GrAtA+iW{f,*<n_wV@O/:Rh]C.QFay'XJ7:[S+9QOa7+'g^4?-f0Q2Qzr(QC`L*Pxypi[@_L#-tx0+8DNr?zvo%|`|`g+t@MO&5#3{/
      0:%Gmke(P,Rk4$a)>SvfmVfAKfma*L|B_=05<]yT$QC8.GSu%Iq3k@L}KK&J8~29Sj2w`|4*I-uDUuagV=/-$PoQCW,&+L-WX)CY]JLl
      =O7K9ZDzRcF*gsklJ`Rj'AeY#&C2-)N.00+~6-8W'w<NAC,C:QsqN/7%:`IFAKC[->$$;[xM)8z<p85]G@gr5p=NIzQz,=6)prLSVwfo
      3BQbp22xjdmTq$Jw+@Sf5KcUnu`-[)1/-|zM,cp*;gFXx+UoCYNDTK7cAqM/F*iltFy`w2rez8/5WNG,X4#$Q$VTvI(EbdzmX`2ij?BT
      M72m+:MN$][qSbF,z{2(`#Nwax(~dYBckTbb5'DyLWm1#:Bh>wm%q.iR<;WYU#3t(OjLYW<$yeVPmtW~RO9?{@XLuyNO%)[H:87zhY|E
      E>>d3U7MBaPR%4jHWh;2E`&<sP2dc)7(vn8xJ>a^tFVqL$sKmNvA;XEu|rwuYn('5w5K:MYk([niiDX`Sweuu4@>|Q1qs]d2%nn3O{dD
      8pZoy5w=?jupruY(t)6q%{)KeSN/a|>M&#J[;!WOZ1c9]?h3F*Ts7_Zy6(uXAA7Ol'J.1#.MPN*wuT|.@pSlOn8x`EL0A_wEp+QwdI{e
      1$ICpa&qhDo=qY'sdE*ElI#LSB_%+hC5TUBo0;cBfobi4'oz{'Z4XKURkenaCcl(AiV-'$'KwU3A?RE@]H7K'+^2)f%xN{OC%Nv:(Ciw
      a?oK:T$'c>SAj;jigE[%x9S4gXZV@G{eDUA$jl#W[6X6^]6{F)1s(k=6dTEikJ8UxPESmP,:O/apxSzmQMdys&)'oV'_,dJ:ONTW@<fw
      OMD.=F(i3llYQ6H{7g<X#{hYzvLKN*3Xr>hZ,o0eBR0!;~Iegac-''rC{5zj_m;f`W7vv^Ux0x-wEu4h.Bjn4#wE7i:3kBQrA0OF975A
      8*cb$'[O;|4>4rqjVE|.RkVe'w.x89*G?v)#MFIyIt{~@@|bl}O+>I?2Q%S=#L#y5jXn3MF3J%(RL;'Y>[`vtqT!t#3wey9a7^,T-@^@
      *|Jas^+I9)k3v/+U@ud+*7=5d7s{(AIP8ZZS6q*5%64:'@w@1RXp)s=sD$V{cT/P#9pW1}uiWv$FVi8Q0=RG&hu>vVFTVS6OF5=Q,yE_
      l1qyTxx5lBATk[Z^$xj7Gx{,n6fQoVM01^W'+|>oChb8/KzI?P>CNB7t&:b.aHWt08owo<A[IU%yWa5_l*w-Aer>la9;rRu7yu&,_@GF
      /Pwe`E4}M]jA=B,zP)1n3)eCs1-En]DVQM<5JS1@#?VmxVL[mv]`dsBu?yJou`*7C{]z`|XnW0C@M&;qy+D!vAVsp`OamEd'|q:)yxwW
      v[-Y.D^ZiN{qhJUhL5.C_Go[Y6Ck<,o4{nt(5tP&&IXRhtpy,nx9]bc}l}F'|!I4`YA))<+[,i)l1Jm$Zdbo*[=W4X32RGx`G!z0N(8d
      v7dcz0tzIWMAlJs._Zl,3J:68{&m_]K-;mrc;]J|^X8qmDZH+x9K4=Pw6o%Aw#@OiF(BPh{bjKd?*SXnARH;J^YZe&{dk7v4fqu>uI(n
      dW{Ztw*/O=0`8PDINA|%i($De7w.Hk)3,:Q/*W@QNX7~OpIZ6gh5liZ3p]JISk?9R%hoSc]'rPs%q<xVR%yZml(+wrMce!DkteS|v3k>
      :EqO)Re>sKJjbg:MDa],q$2Tz7oq09(xD{BoF],%ex$uf,p:ipHYI2mdhl>Q|%v,b1<A@q.r_!Y^0V1*h;oO9a105UUUe^WwLzY5C2Zg
      +*m')&?23;eXKk|97}auhX'ce/Xi+@8@T>K6oGYq0Wr6z<S1a]'+MQEII0S%Y$3!F0_QM[%P:Df:+K/UIyUOZ*CiV~cht1Pz>e8/Bfg*
      ^uur6C$|gG@dqqhwt?dDOU>&kAMP|H`Zd4-YwACDM+0lTB'B)>g=B3#7#i|A*AH[_'o9.M[|>$yT/rMWR_=3I&ic(/:3faLkdHLi3I75
      _-|uGtM_)8UaJA{,54`)RNB#yn{KG!`:z{#e;9mYV3_8FohvyTPv<fbCr~<hF/mpH$v9fD|{m|z,J/7d>=p&p]Cmd'o]<oxIA8N0]OkZ
      .~B4KMsjUQW%RQ|@t!h9/4hZO~93*O2hG9`kgi]h#S5#&0%vLYeE-~;cFiL9XK7o^J)Qoq5;.Ln{hmgq*RB}oop7x$F&:yNuSAah|>w%
      +*ac7L+FvY7B}#Q|n]/kgr_/|rq9;ws&S;t)lN^]9QDgK6djw{PQ[wTNbsS]K0L1iPCDD7Oi{t30DRJty/`+|+&:C>z86Bb=BqB;y3r1
      7RL!Y2est0umDc_o58{wCH3?OV,P378Na%]?R}L6.%M>xJ3KzNoaC#:X1tqTo}8'_rNrqj{[5}UXA%w5Xp>eNREQui62^`2V>$,''pV_
      q>C}DnjZ-NSb35e3,}VsphbHf<G]i+jqIQ[&(71tPd/Nv[Fg*4[Fth$:NY%&|Y^6zh+@`rSB$ky-^^+,u}UkD$a=1}iRat;#3bUi@!4H
      m&Pbnq,jwDB6s~^t)niuE)nUE~[f[4*Go[k}2i+x&sy:-e6RP4Xf]osFEwAZ%ec^MU`uZcW<O[:=PfIKwx{baIqy+k7wp`Ft?QdV#<(D
      (-x^)yU2rb9Sn.9?tzJT.,/SJy'CH=1:T*uXl&*{GxAVA<D$gc9Zk!6hH:{rbG`BC@Osv6xA`Z=z{2e7OdAU*ZJ8J&NiKeOvI%Z`m+8_
      H6)%3=x+b5DkG*jJHift|rYsuY|GE3(3U:sA6.pR6b>3^S3H=NpCp2fNpb[u1*p^Il&SWm|%Iv:P*0J-fje1FU.[_9Ep%jT=Yx{h8YVD
      X=p3z:so9<d=t&f79S)}Yyej-4Ji,FDux_f/JR2}`3a6uN<~U$Obs%=KV`%Bs{wOm+B$hB8By9Cj&8q!?ikqz+I0jG7[$VaDs:Og*B8'
      fAK7w^z?b.BFXrn-MZP^)@M8UoD,*cp5bcD3qpRy(IeLPy5,)N7yva25dJ8`>3MFp6uxqC*rvk'8g^bZHlz(9;wAe9*IR`0*q|P5H*[z
      /=n[6QwdN+tDKeH*Q83>htB84?3Hxa610])'{TNa<cuWoa1sP0.xc<u[cOf)o)<X`X+Yu1Jc9HtG2ZEe/8BV+7aR/`^=y&ai+Bau1_'}
      eYQ0RnU(Khw,WUUe]PfO90OJc)yMAwY:c/lte6LG+HV~#3:S_?nODvaz=YZq-`{BW'<OQZ&5Afekk;w`o,7W6wyHYQH]=1hfu&0e|v-]
      oBH61Ld/nPu~Ev>6+XF'fS7%D-G0voQC1,q1twEe4bX|o*xm5jtT8FuLTtgD(s]2HGgAATYnn$Ia4+VtRu*V#kcFP3l{U9)d'$POTd-$
      FU<Mg#jX:-4wZ>fRK&|q9{XxYLHvCY#%G`>n,3v,39b.V/lj-y22|VJKrDIvF+$wv[_^Q'ThRF%LOS0B:$m3gL_tD~tB=cZXRna!xT[A
      >gTe(TU~#!#Ty.|[YdaIeI/P<c*dxz+4XG=aH'^7TTZj5ggJ1_+2Q:Re8iL8=}Hyyllp*hJ0IftN9Kh:YowQ{OSJ{DEeifOu,4fM{tGI
      qpFa&iz:k+Ok&s_)vi_2*ZXcD[Lr0[Npq1r.4fj)cm'0m_MxCfz&8lNPMf%HNzj!5z/dbyfPtei4k63{J0o`sJWW7f'MpdA5k`huy]g;
      hkQg+]S7ApRRE>?wW&,C)K6mSgS8vkV>W(,4a/Eg^!I.73l@Li+=In8p?RkwL)${OVA(rh?wZ2co5Odda=N_>{:DLvMj@C#wi]fY78T&
      vLwdN/Id.!qfzN-AA#{x(x>0G#qzA^IaY0LetA8aNx>e|~.&Kemb>0S7X/pDKxJ:XvoHSk^2T9ojS3=fJRah>a'[FW9b/$Pt9mXZG+|9
      Y|E+^WW}$X;PG[<[c0-,MRA=1[gzZBi,%/?kZ9hFfZNW?|d6%EgY1dI&RMZtRZ6<8.C_M.wx@IQPf69!mhMI:k'DTvrU>zO,y#YRckcC
      BThSDZT)|8yXEgt!ZB5WJQXp'}`)yqMkVA&?_U4f#p{UQjpu,Dt65KIDs<$sq3J'cP3WNg']Od1rXQJ%<c_@UM9wOD&M5`v~sc]}-,#C
      f~:Wqf5J=*=0h4$P,=]?7lxG&msYt<J_M%K@R$K-z~L]%3-@(1RN^>QGX0-PDIV-sDDvj-Y,XV$3q}b?`-7G%wbd#IRU<]WS,J`#fJ?<
      Y7|g6-YX]}RaG.)}J3Q;+`eKmILZp$Cg2_`MMZ*xisJ_GDg@qsuHnu8B=nd-U8C2Z,q+G?o'ChG1pO*c&hm`6Xx:2aE-yWcGe~)|`U+c
      D`j'|y{vE_5X)5q:;W$t4TRZ:K,E%qz``-/$$YD^ZasWS+D_%ca7LYDzrcX.r^?*w1C/9pg!9)cj;t9,m=7r&2TDzky_Uur'.}>WWjMc
      z%q&`/|e'.P.Gsq>|ml]X|GQ$foa'@2u:pR3/LBOzAmq:FEI^>'6Q.c#WM?h3dg$TK{ej0=KRu#sch)21|(X])5'aK>'Cb5E^w^|zgo;
      4}2/YM|`$i,VzwvblJtq=!fN2#IIc#.Up`.8=rab+9i#fxESw`M+W&N6J&4x9&dVP1TGf`wYx%,MR`(#>>I&HVg#Fd*@<N.Zs@:u0p^D
      &,FHDYO;Zn=lo=+@,{n=fT|?Q&'{B|]fb1zi0`y9k&oL)K#5@f;}>$gXP}l!h3K35/hJ(HOl;lnw?E'du'b!4o9eEIUrK2rHx-Ay+PK'
      ?8Xa3^2-SY3JGIJ`-sb;xSWPaYWHe3srXSo_i~Ba8y|pw$p):Y{PfQ(lf}Fnq;uhmAeyk??>(mq*1UhCSIaki7#>/a+4{OU|u2&V-by]
      .v%mDKaki|d$.0*D2,Q6j+ZAmu%B=Vkc^0Kzg/?TzsH6:Fiui//g%~XtMR:;rH7gzNn=vKXfN4*=I=_^Zv2lFyQhu2P&KCKG]-zmpq>G
      uDUwbB35$/hBEv<nj}'c#h/XN,vt18EzXH?*Z(UjC77,ywjaGW<V$bY0(3Y_A0Nt/k@LBA6u<Mc$rO#2[zW8kQEUm`.aFYhE5(Up.,|)
      XKO@7K900U7eaKd.D=j3DKV4xfdSt]J:wlAt46sYzMRxfw6(w|@L^dVx*}8~yndl(xn/dtTDTq7PfY<k54hZ{MC!P'm=^5Ab<J=U^nK`
      X=QBO3Xly0;^2Gmt^,znofn;G0B[@Z=!n-yD|86[i:g}'^`sMGw{G#QBU*Jt'w*Q'}q^$sn~&)o<w|gIiIa#;ND6n:A0nXZDhTY)x5U2
      tiG8cHZe/$Tr^kr2k,PxU-?&$}'uvh9h3zkQ[%lJSJ*0Ed0HlDu9UE<V8hrplPMp)wf)t%?*c`60iX-&LW2Zh)N{<;HqSuKVn%>4RQBY
      oet`B()-W2cwCi>oi>`g[b#4XcegjTV*ox4BE{F)ItP3frL{_v)1v5&1.4%DgIrU|m)?TeeQ]I*tV5@/)E@_ssy_:GI5N$,8li/j6|y:
      c1om<7uOhLw6Z-DY-AnS&fUx{L4KIncVvAmS(9:t4`RV`wUL4hbUu3c1kM[qZOD$X<8]#aj@5MdWXxZgT(<TjCK=&sE6Vd.+A9Ax<{oo
      pSJ3Zv1Ya*T1F!+*Tg8xPS7G:'vWuD^e0iEqo1SSN}4FP)pF?b>vlH=0tFrx(x9VLUNu;?XaOb;1t?9tiLzW)Vq(-1`S/?Crdsz;E8g~
      6:T;g!B.M~t7aV_R6imQJxn,]Qtbmr=E->9^Xc[&&n5XYM[}5L5jbTxt[c:rcwM>=+#*wEs]lIjagb6Tu~KGH{0zoPVF]op~LoFL|spL
      W%Lnior(n0/YgnkHD4Yix^f<QNUI<*zu;gdG?p6ukYZ84n0PZ<j,RWpzRG=U'dEM#^T^I,H=999h?ASISBiX{b7Fp=ViO6F~m&YN[@^(
      vn:pIfJJd}fbZ[tA+*H0rs,8|Qn;=>T2`Hb8/2V2mX'.vUjl9))g5%##g.kmOxWB%v>1ud4Bw-F!fAS1rALjpdEGh.kE<qbo``{[[n'J
      NRnLI-HJ%R;1VTg/+W9q:!;16,,@*T9^/[5LAY4t;-CDx,tgg*A1@')>Y:2N6a7g:>y,tfY!ZCq%?AMxfRv`cr--Jz.jb/W]Oel<C4@V
      3<A$LqUUFaC!HXuhM`1.@Ta6>/Ke@huJIo%j8}x!iNU`fz3fS[#CCCH#+&?HjJ#$%drc>IYI31@^KM@ig3meP)Z',gEhjN#I4:gNcuwx
      NOsh|Bc;*p;@?[E$|*t?hIXlbv&xD$P%M<(K%+$SzwaWRBQ-m)4;)cEl6<Ptr`WS$8M<#c$S4fI3U8x>Djy4c;I2q=EU(hFQ6%^bSEg1
      :sAM_A)*BS75$Ykt,U`)mIMQp4y{=V<c*>gW+K7lX010km'k8(GrLRXX_^2PM$Fii-lL|0UYx-o(=,)wuO9nH;pxU1Mj>0'yk^k1Hm6:
      FC{TuHQ8O_-y)'+D@s;gA-X&3uzVwbPVp9fF*Y5|u6m)0U%Vkya<nv$NN?Gi5<ozA`5{ab_t9GnDg^)}w#7`Aw1cGh@2i}QuZ[UCu`Qb
      r%]jt+sNjqD@x&6MG^Ekp3,NiXh=oxP5QHV8#3Y3fa^GijpVzUXJI43P4T-N#LX?s9i8J^t7tnevo-it,uMA/wN{-&I!Ll5@&CKh-N?D
      9p#J)D={t-0quEP`I!+][2YDG$(2k1M[Qhxjoph7-T]0u4O$.MUKnhCVj()9s`yIhn^/XU|*Hlh;@>Ij2^IEe3z043.c)6:<d-#LLZhD
      |rj~lPp>Or7V*~9S7e-op,JIqmoZ.M*;FEuYH_{}4QYc;T%Ki:BYiM,q|kp#2_P/F.5iXFx9_<''|![4G4p^kM3U@|h#d^%u{u]Hf*g(
      *VbBv:crTr92sJw}>x+or'LFpkhqE!cX6.KsI|'6k=Z<KC&CCOiq-,SDVWzt2q7^EEuiABz!]nZcP7;nV5OHq|w?PvJ>o;J:P(JUs-5C
      *#gQp).rnU%{{LkE1UlJw/Ve,,e._)rzoJo,PyM*+a@V{|n:E}q~=U&k9/a?FU;`*0XQ3de,x;l#h<v(ip`P'6_y`k.*;SHix1Z@hnV(
      xX%N2N:M{!xp1hcOV3X5]UDYXOT+`Wu/,<a5$8K_{Yb>;<^)S'f@FaaYWVnB&FRdn,++1{[?8b2bV'Zc2z{aml|78<cwuh17{L;$lywm
      xMmg)r#q8`=x1DtMAOH|>^JPrH69NbtJ/6Q$.*l0M9'G:,r|(w=fXrw@6P[G'pPhJqx4_4=$W*qeu$Fpj&dR&NH7_Y#.v`H:H*S@riMN
      8=Pd&J[F:N3MKhg0rH/9(xbYa)xR$Xk,lN0KJk`cpKJ0GV?i+3N~<|P*AM^oR]W:tY]}%If~^_a0=.i)*U,|0QP(v7/_P1Mo*G{lC-xG
      euJYk?SZP./^j8$`ahUZ8r@F:0m[a^LcV#rKx';i2o]Wu_&Pd0I'6d(c<:HMD)Kn'o_pT^)QN+bf_yhxPWr!p)p@SIqTIVO}rLY,E/A7
      .An'R0gzNkd8c!Op@RXOEHGjjxH!E$H))>d2d<'zBy65Mr?7Rpv`w=4zib@VwCb/J3_pnva@uHC|d/`#?8AA0.(m[7vWi%(@??6?+lNy
      iYz%_%xk1KC^8RZ3@[A6sG);LTY4YFyu;',wY%^m^Vf=rNhJu?T>*>M?/#^gPD(RCiXbwD{fYr:Aif(/5_oa5H8ao*|prGB)qO|>ZX#'
      HL|^.n`RqPAvONWSnQ7e787QhcE-oEe7kTEJ3R]oMijRe?@YY,nxE{m|_B.6sUerV3IM7kyKx2{{hK5SAV&8kCFdr.gvp:(:M$&6;?(E
      HxTd@X:q&)77l0=*,f%`/nb|32V_G[Zo&t>w<:R-mm3n(ubVAG&[`0b<neM^*[<hX#kD,P*VQmTi]B{:v+*}`5A.W`f]t5w<_-@x93?Q
      [akhW_15'mY&FJ:}-L'j%u5c/N*|TVp[qIj/c$xavj|?/y2X7<d`pCL@`'lM*%k=*?anHbz1;%Sr[y's;;|8r.9*ARz8UPS<3:bCuw*D
      )56v7ozziEB)+uDnHz]Ej0lbM-Q[wTo@f.K)htJSiIDyyGDV<t6#Jz#2.dF1CZ'0YJfK'}L7F=Zr&d=jyIjeO)-mL?ZRYj`#X0zV-RMd
      6_.BN9?V_dD%9t|3=6(9h(i+;#Kg?m2j4:_S^M08dFG@az#9U+n#JYzSkp;u4#tzwSIL?=d{W]0EORNsG4lr/Ykh$T)|d-o0VtW+TZ.1
      wuP]3d=h1xxd9bY'_^gKG_xs&XC|`A3&.P^PTo>0WMCIVm0[fpP;?p|m&*D0+|0P7lX52urMhi99)-lWm(]'Ns;gP7n#%2?*)}]tVNLd
      WB$WgIZI0MQMO,eRZ?S^'QWhz1npMb%u@/q0gC]XB|vn}%R2cI14vVLMxN%[PKO9`f4uub^4V[z<tsOu+YTLV*/KsTH@_=03H`MrIU)5
      O/a0K$P'B!Q.&;hn^W?u=[Bk3ST|fl^.GRX6VGR:Y;MkP]&1$7K1j!HX]&G':bF'Gp2mB2C]VN8B?|`%UV:3wq3XC]s@sWg:|),$0o-;
      [~96E8l%X<@v*6j!t8O:3T^xtmcZms1djo*C47zlUlf@PpDAW]j[?b0M$x?aV,4NDH,`Z%$#MoPno-2$Gy66S%,n{Y{(ps3UY7bZvL&O
      )A22$C4^uaMFt2Rjb8]tVq]Z)}w?bucA.NqlMNG.{$o<-^f<q{hk`m2fsSN@:o'u3e>CV#_<dJtoG25r`Eb21.ue3gDJK~yjH7MMUG0G
      8vCI,6.E#&7JLWooDHI-Bf*bML]fD-_@YH<5;7Q_va`!:%Ov.@Gpd_uXFTv4HmAK(OV%GeZ+7pS1S@vH54`r3LM&aT=F*:cnRRAvfS9;
      j2o+wxbzWv.At4I:3&8Ia9F(@YCG[GxYaS*91/`+H!HcM$FqTD2(W#FgucW9n!i+k6:##n?p=~pj-CczM;MEqz@@N,zKHU3/3*cxxnu4
      #y|s3lqRcrwiyt{rma&c1Kf#B+oj^J`!H}YH#Zv*7zElX=)}+FtmJ~O_7#P`vmTgo91<]1$5x`:J14&lefJ&3qLBL,(PTt4WYEo<ynF_
      {4'U.3r(9%C8>{?#k#xC0{;%wNa/0BGClu`3Fa+UOMq.8kl([a$z2mC)@_j_8M@cG1(I6L2SAx<:E.^m3dp|ZU<SK|93GUuY5/1c9Eqd
      :P@4tXbxZ8G.w[X`lcp%]JF^bPYAHv07quUL{k5zvz5t.D',a-^4AeQcCC3;#OJex++)BekII0/#0#Bdp>W<Zf-t2SG]<QW]25+=*e)8
      GMcP9u.S$#I7q'DC|;54-gPISpCHP6Ou:J22{|8;$&Z[TqDkyDXGl3UHc@b(,g-*Jo``tOAqH6^>]D1XrB`[tM|lnR@pa+p)=!btY:{]
      ^_$,vScO'FwTuHw?k}PTDj$ohBM>svK5w++o#Kcex*JJg1cEw4%ev{=h7:VB'|JO<[@:#rrYO>l$L+|C:rtT.~74n8aRzvglRobDG*?'
      $+T.8(RFquqRA5z6OHg9vIJCuDMfP~j6x4Rj9DdKeeY}<6k}^lF}>Au|iuvhLzM._;?+[ieY#t=%Z4L8z~KD19y>?b&l^i9K5`7#P}4{
      J-V{=z7ib9Z[(No%@1.SB=+q]+t}ifg;_%bPwXaSJ7H=+6n%{o5OVyHyXJL<W}7z?`0X&JCn-LDR^K=i:u@N&]FY6CagiJjQmK3(2#hi
      Kqq`KB]BL`nV*^76=1d3Zj%F[qH3Gw'>ukv~y^nPvJ.mc$rr(OR7{)yir[_ad|0/V,4A$EuZy){#fcy~n:FvD]{@eyn+47T#-$.Cv3F3
      0;Vy=[e1@QJ=4E]?*#uy`{)qn^JNa!D`A++/ZqMxRnv/8ch3%6CkV9a%y(<9]j2iw.[Qo9BXJuS.x:X;@~UPr3J/bND:R^rU.F/QJ+0*
      Xej;U&0Yej9.7[ITWG+S_.*F8aphdq3`0UQf.^mUUm8C?54QJSRfAG{k6YIc3vT4*Q],j635Fb-BObJmD#u<Ot]<eT2kCM0|IJm*z;Df
      a+4gU*ytAfl}%|+I]?z;&i_bc/Asc&g^xD_Z[9,E_tX7C[FrI}/'?.j7%1jI?:[*@OM{_j:r1:.BUX'LEF]=cDBsh7{Z7KF./fH]K'5T
      KrwA0E{:bAa;Fegbdl;d9:]7Pp<4qI2j$dOUU]<HSLJj9y]/3@,5)-f1z=;yB/?d(SH)ZyP>%*W!A+zySef9qaO0+%xwUWNEaPzd$c9s
      1-7SC-QncT3}s&t6J+{ZQj[qJY4f0m__s_e|OB:J^^;M{xx>0(usg6MGGI=PQ?pAb<pgWkx!>w_2Vw8Sa>'1-Kny+9*-Ba$%H[AyQZdr
      #:lt]B_ct_r'zpMhZxmcYB[<X]gmmW4:6[4oi)bGjn_/%K:LpO@!y-hA=@F0tjjaq%#lo.WjDy^ssp8~E~^P6!uILSXjV{,H94kN.4z#
      3v.(]dbH7.d`P(6`MjBa_?j*(d664Ku*o$0WUAdR$OoysV/?4|U1=&4vcsb6Al>V*trNB$+{xMU1W7wmG4erN59X,_`m*$b*?p=qA#[P
      8'>^aH<Hrmu4ltX!1~PR7MKGW#+uSzNeO*;gk1-D<k[95%wDED'C`der^B[=7CiY;?Ugs_jbI*]v@c+d,n31-baY2Dr%mRKz3xs&*7q1
      GQ]S4Dw~1]7ID]'~5Sjm{[{$SH@}a;Y<9p;;%0QrBM|9dM6GF(j/an2`iL.`7OrNrur(6k<RBiib%qYx-yvNZq>^7c>nWUgkYgNG4PKc
      `&:nYQh3t`2S=D1&nnxU;h/x+#4?0D&|.CQ|+vP,50`D$?(n>$XtE^$S?/l*rr_xb:UDZ<FYi@nA<rFGjx&_8|s:Ft6WgZIh_XE;iXET
      -A:1xxzhO(is='{8j(kg=&2[)N&QG-DlX|RV$-Jc^n];(!_mtGje87knIk0t&MCYB[TF6N'rAw6J<4v>EL5ASPR/9!NM(uk,Thu>9d1y
      JL_Uer3LRNPUnI(#kjb&xfptXlXRy<VkywXJkQJ>W_[WC^rTzp$0zOtpqShBuS=~9E4@7v+CV`ANS!yY^?m95uOPd(al(>Q=bDRY<mq]
      lph6G|nFJl)I-^@128kdOJ@&d~Sio,1XR}P{U$)'x1%5[Z3Y=Fr~fZs/%3S|NO@h'dEvk~I$,+g/w+l)3A'EV!t.,5`a+uTI2`>)]`S(
      FT|?0FV4Uz(=9sx4IO-)zy2XNQrtQ@A]Qi0+:cB~=|<iasDkJnt3N1k/c-{;wYq]64Zt?'__va,d2+qZ^&O80}Rr34M1Ek{t(4NQScVp
      08^A<]o'Aqku20+,1`d7pDop>EEM]wi,Q<Q:3xpSt5wUJDcocrnRwbwG]3l!%KWr`*pT[VKLjY$d?G_dslDmUaet`-v:4b4fiN?<-utF
      =(|]Rv3]7,yx2w^_aVv~*6#/pk`N<Xk+4E`)rq-YK;V1Y[^!&oY'i0rY9#9m>LO=,.$<T%]tQ9V@lOG+Y%|6g/Zcd`x,:bso=BTtEcb*
      ro%.L~#:1zQ>VqOE#QG]*2WgHNyjFgd1(Q;#2BaFn|El+lW'||($p)^zZhXNw}v,#~5:_ktWOIg,R1]3*cQ=KP'7e(F5a|oK{2?DYh(t
      oTkt8=D.S*'_#?WJ{1(B1-*aiK28B2aU+Ux@NS)Jc}LbHTjwd*FQqE98aa*=:?t]xq:H`(v@&PYlz$a1[eG5.L0Rfi7cK=`spE|t*-Vz
      hZmlo+K+Q}l)r`^<vse7/(B}m|vx><dbb>#ps:r3;-J3SX4qv.Y/OSbW6C^-W&+F5uY`?a1AvVMdsX^.Q3#1TS3sGLz3,>@t8n.(uhrP
      bRvz`fwG&fpjFq3go|g^=MVZ5LEj9PY8X9v@a,?@a{85S<K~H<*j$-]e&;WuahRf|Cj>ug{yKPQ=ioLo6}cMv{DQ|+mTZZ8I1'xt1RG@
      e?0,Ot?ifQhHHL)0QngNiWl1>Cp^@X8g)<ZJSTH1|Bf1:jFs)+{zDr<w&P$'z,J)@2m/uiS8yms~9O.O+c_KNQ1j>6I+kgKBw(/xseUZ
      hR@FR2iyg?M0ul5Vc1a7GZZQFxnHh~3|/|U<Hr/!rhqfR!)k@9Bc%.bUIbbF>bP07#[{5ao28=E~v8F}/&KnQ+4UfAN$@lR1[92j|Gk#
      ;?CAG=?.)E<]iLgO-o)+46v)9!X.vE/}h[)s6E0s^z<SIm1':^+]L^2KD$`FqtV3HTs;Y^^OYM[I-h[$rC'y1._&=QOG+PMY'7)p:FO5
      2je)t:{x&uk=)v#xiS/M&kDCKRT.A4-xg[Bqz9dfRK.#@+3n%2x0Mo#1Zym:1{,LXFn?%Tv=Tt`KoLtd1=$jgc{K,$qQXsPyPlcHJ(`v
      m5={VLCx,j'4lVaO7LYq57|/+1/d7mKoS??h%{6j(_a~GivDJw/~NeN7f-huv-B5_(&KgyS/PjwC:CV=pmWHPD'QLS#RF9zgM8oGD7IH
      .Dg(O/OFT%>&pryx4$>kKDs,vbZ>m$X|{,4fx=|.|{L`rR[&E@:D*OtwC|9-.?Eh'c*2V,2@Ox#g%m0Q])g~UYwEsamT`CA#Vi@>>|GH
      CB{.vun.mVi4_rGQC[&LK}A}wMOCT=P8xyo{VtpxhJxB&sdJ_G-9lKQ8`Q@#KqTJ%kk]?4L2Y>ItNh19T88b^4vRDnC:e-y-k8d+(e|>
      4?#}JXKH3XGNxCX^pIQvAMqr9*k,+0-=;o.<9/gY$0L>r7%Ext=1BHZg7~,3m&-v7:`XbE{12L?3YuAk3HN9ZST+B;O;Kk`6w~gNax`^
      ;'aT&cUToW8]oGLYftBJ^,MGqCkI@Gs#o*'}]$_U]4[x,d(Z/7hbuc1o8u>Alg'inZIDY6+hVM?P)siRx)@'ioE0zlh/;OEN@vWdxGRa
      j&em|e>f>sn3=VA(n#d/^i)%ftY[c1,z&(o{lwsZVKhlKN#B/vi,]M1_HT/uUHo<Cg#*Ac5^ht<@]vq)Yoyz$'#4Tk<EOohR|{zZTBv'
      hmS^#]l1/P>.V0$!:tuCG_WE1_SL8rE|-HC_]XWn/N,6Q[cb0NqYOY=CIa'o:#I@Nz::CE9HK''>`}1bb4K@ZLZ&X#Kbl`k{^3Y<&Zqo
      Y-.rrJ#gsz2%Af1Ki?=!Ps2')>pJC2n1p`Z@;%8EL[+NAKDJ'3D]liA.u5>i2p@pry>eBS,YUMb#@S|TH#*2I^9%%VTyV>VLUUaNAv&l
      dnvM8b=:GnXHHEomiG+*%>1(Tu_{N!Y4Y;P4?jo.&/j4]GU-T^ACChw7U07RG^W2e}_W5hHxPU7BjEh`H|mR?]Gm#zs^hS+;CiXres1y
      aD2^es-Oh:79p]O.PB(U|^#Y,(`=(?FT5`{8ZAAd.(+nc8+XXP&{`*@8O7@l+0ayq]<Q3H{Yn/pd4A(m++)L9m]=9XNH/(<~m$^6WVn6
      Xl5#sx9S{U5_?js|U-^//CY[Sl<iio%mBzG!s:j4cgga<j87I<|-3qh^/1)bCfQ49WUbG&br`~DZ'SY:yf]:-FA=0WVU9p'FR9vLL^ML
      r:9nKMm[i'XKd`zd.l1i>-W5fxS)]Id*ude;W5/H6Ygg?f1Zb13wg.:0rWX|vB*|*ni'sq$o#-cYuI20,eB21=q-G.=4Y4W**!q2z@dH
      t^YUCP55k=?0^jCYb&@Es?MDYK.[2=qc#A>[sGI3x,aqz-*E+PmzJ{y|qvA[0!l:2CS(pB?wpO?#GP>v%=-PV<r+mJjP.eoSDF?AYo=o
      ^gA{&/c-3ID|d=/;$EE,cACgAWj*f%6@Vs;;H~v;>=CBN#'QT>K'8,]yva9sn~K+WFrNuyll_mt^qCiU{PHo/,20%V+aDg7e<nvn^8Db
      8O;f+eu$?j9`+T3#dghhHf.t4o>CuY{F9SD=1BJU<Y|%E'?Z2%72T/-3jIH|45{6-5+}O+qXYXsb^/)i)Xb:KICZG{HN(3G$X24Y?7G%
      9xHcof,ARjmy#>I,7d-K=x$yC'^on*TQ:%4;@JR=34wgfK0na:clg&ga5S_01+3IOnH?WFk>0/a=@DGwa{?pMyo*{9u+o/N;CIXN-P;>
      A!KLC(#BB1b}E56FZ]9q8WjB./Rl[V0[0Te$-ay_Dkc2q{nO#3E=)9YMJvLh3cz+<%$yYN:)RO_X-Z#.{|o4,&T20o>Vj`/NXr1wlome
      HScpTF|N&*6d`Y6<H/WvitJc`rt-EPM#]ZJ>;;BH{&|&n?<2FipT7By]z_Jy;wGQ&(6.1c,XYp`Di*emm4#))N.9hHg;i]8;F?V`iL`o
      d->TMty${OUlq{xUSFP^?avEZp9ti^==id:53)O:Vz'!&_N^&EQ1=^hzGj,*IIky_QS=8TFI3q-G{yH_Z:a8F8Fo],GU-PQP{Zz}^4Gc
      _6Ph8O7KpZ7PT0oU$@t#jQTIz@Y{E-*F&XC,CUz-LoT?Lv&r`|0H*oB|a6E^v{p>an$,[wS~Di$BUuIZ$h@I'ylT#%Z^ajg:X~ZAKPq,
      #w+,0JpKb]D?YKq9X2tuH:^?gp'Ws85N_hv$$Ktddi>Tl]8A<^YJqyz@+>G[=tG]m+<SL8g(_i|agOY]yF6|j`Z`^#e.9zG[LfALqLU`
      ,g1Uw=QEHxc-P%a*A]8U%!$PIF[}hZ;7m$M}O'`gQC)&Ff]`]YY^B,*f3jD/Fu6t>_,jw+D]Q7tq?MF*:)4[pQ(|aTdGr^$@yQHNku-9
      1HHl`r@,.zHBg>T2x=L7k|*mK.MFzqP3KY`QN5y'FwWt#.NUa@7<|%:%EE,~iRi/?JaUuEg|cs)i5-X?uaV^IG/by[`:X<`5(b*WD2Mi
      VLgrCNTt803[^BzoSt(Rr{2&`ap(p8qa1}jr-0;gIKP{K@&uN;YS&mN8rE'C-DAbx[Tn18QS<3aMSeZ3&&t|k;|W8rKmWpq(Uh:tI1d/
      9eg'%G69X^^~9._~2TMXWiPu59jxviKst3W]#+(0jVgymOmH2qyAV|BNu,A>{v{Ck_MYe!<Zns%/l@kNjmK/Sn0Q2-bfYVm19:3h-nep
      E>(=$IngV#)qaahG**$6Rsqffg9qsd.pI(wr1#Ggsnmn7Ch/IWvdi?)9ODxdY*v#USq!1Y4)_4e.J2SDGrTFzq&tB]_2nlC2x5PJhVQB
      )v8`76+(@;b@'pTSVh#;rlM}yfT|GPd'-j*Gz8rUC{JFZ(2<LO#fK>h}rmOoQ:i=Ip;P=ii3KhE]=7|tEf{.4I[;_Q7?{j((b^h+Au?f
      XABSizMz.ifV]StoKC'm[t=$N@7r{sU5B'5'eiZaVi-xz_ATF[va)MBv5;4LVcej&wzHYdQ{$Oix54?1Mr*Fbha}^g20{VQroQ=2{=5H
      HmvJ&EZlnAp[1@hzv'nqTF/UpB7vEoUhn$HFIj(,Hv/*@<2?)75%HWSCms-:;XNnfEp(E'Tv-GN)?*%WFLRwzHXPG6?=/!-4<@xc$|@]
      7Q[(SL/wE`Wb?j{D2.JTJ^]bnylvNiSq4oVW[]xMN,Z7XN0Z5jQe?3I(EWs*oNqN6@Sn4rTQrTAynwezV7{aEmB>q(r)(-1wc}4JI7|a
      7q4'BmGhz:C>`p*'y6W'HGsY_lcRE;JT90:adRO4j)89U-u*P|N~gy-1knu^H7iD4p{Fo#Lq'h%d-'HKOqS7K@*43lP.GZ_0d$nWy:)B
      3fQ<*rPJk^Y1YxKPcZd#g~NHFyxmY/]TVg+&d[z]WO)[xtb`;F'kK2KOXlW-xOg!t3iL@[Q4^_M7U8B]hP?*:`A%/G6[{>Z908bqc'5|
      lzuXq'o[^TlqmE6uffYxb8'AJ+(R?'Jopc6ZLp%5Gq-HMrzN9bw1u.NkWwn:>x1p;s|nW6Hs@qoFiNc!s$KhE#T`3`<g-%2S0|;DC+Zq
      m.o$i.ciSwHTRRxF9',_/~_!Y_$kHjrTW2JugBMa4Ya)/0|m/G6b?]')+Gz,0HYH|]fs.,R^zJBmSsFU.|k>Xzx|eP-X)_v->zEQ7,s;
      iv+d7MkR)d.g[SX[`-uNw2%'H}j|/~^;>|R@00P>Dl5zds{-pzH_.SP%E]r3|T{>hp*3tf[7i,6{_;;/H_?+_?2=%+AP<2a4d2D}Lqi~
      EGYx(;3Aq<I;WQe$:se@3:1TKLDUwTFK*Kk*FKIbC[@_`hwPx_bKdszbBz/OyH5RYU:17nz73cUm]7m~yQ&9SrM4768`=k<YF{53S3Lm
      L}bxsthnq+M'?4PraWT)WM)6q('i>'Hh:!fznSe^K$@J9B>5q:6W%UQ@n;Pex8%YU](DjY=!?3SIjkl!6zQuA;dMi}1,LbICei9H3Fl3
      l9n*Q/kwE=sOT`{,C`twp_W-l](|No:_yK{C=CM^xkK,%*odL}p>jqU(#w-)<|k%]jcNWnu46AaPeu6&#Jy:*AWdI<9h#@+i|Eh*DE%K
      Ap;%AJ6iVB99<ssC62*Z4'>$qko]ElnCbOS453?/z%JWO!{oX0tSJf)I0n$#TQpDvt0N^0u411Hx8l7`hrI#4Lyla@xFb4*wKvljBD=n
      =~O|Y+YT24Njd3nEE;JU3GdZY0Bwt&9[_ONP9kj-xU<CiY]JReK>JK8m5(J,S_5I]aOPz=9W2*zd2pQ#/!,fQLo53Puz%4LQEEb=W#Qv
      n_]NhtK?]0=x&7%Hw3*VH4W<X~JqI~8%A<:&Da'Yn6D3&yedPx5iajNUBO=buK{COH/=ZwdT#HTB5`<TE@ej1.s-KW*X&w3wrG:8sR't
      b8ggyGC/URE+U@n4VG#Im4Ng5X.I@fCY1YMIce'kvFGE1<z5|BOup*oBe2(zl*B$^*d[=`Typlxej7Tk[lygfJyE`e;4U?13U,,_H]x@
      wm*XE/q[LFD#0wi81h+N`CC]7{(QB0LL7YKFvVy9-;+FnB3(ozcm5OGRsIK5He4IaMzr.~@5l_-i783+z)H5-K;R=dG(QX#dMm5Kn9k[
      V/k';*W<G?]GZ$2`%wQ<n5hff%Z2xha~uy{t6zD#c[eLTGIH)f^94|.FuF_I6ElPr*;UKiG]0iou9Zk`C?:vyz#ur_}$z,ElF2m+q4%6
      JnflV?^JVp^V*W_;$<0z3k[KLhjmhLG;*;YW9=,*?56_aUJ{dV;&_5]]K,9Pwuz:*(o0*khA`}i'Ng0U`9UIg/37a!HhVGR]4tXhiuSG
      Ol'3l?0|]jFu7bpp:3yA*HEZ+g45=Yxy^.3Dqwi{,82/7HCBxe.63Z2^]4<z5G[G(/kE@-2J,p3/]Fx%[0@l+uA/I25dt;6Lnh=*SC=+
      Sa@S{fHHvy7KUfMcj$ixm-Ng%>2Y^=Mx(#PkG.,}e='QNCm_#BI;cd_7]e9GEMxBM{<V?}nu=a;cK(NS:gI8XlC$,_f5O/T@-j05a(Da
      X:8euVW2s+XF,#unPE5vz7?%V?6Bs{0,6RFfFeg&Rk;eM0wZZ0%~Ao;B3l>FH<VbP+lh%dI`/V,K&l3Ywauu{7*2b!_&$_SJTfwjSJ6&
      b-(6Re<1<1hyJl9[Do6q2.0G9<>m[dKnC@uX<sZzRGa'%QWXj'4l`laGv`QwD2[A4KxeCo?K1X.rtD5p{pK~GX,i1[D.O{-:[MEB3?$A
      omn?zbJ-WO]'CCmgBnjAr;0^n{eMGF8WJDg&7-oN1`<^zG|']mpbO<$L,'T0zI%_2V;qLm<~_#&kasq3iX?0<L5c5y?}ZZBGo?B?#B*G
      cqp#Aw|1LnIe.n-eoVH{9!&#wRS/B+$,lNoDX_5TIw$mh{M@`|dRM'Gh1$:|azkbc:]1QK|*CJl|fH)v<.u##uZ8Q^_9>W9f@B1u-h6M
      *0PeR06[:%]|AN2OGP9<26JcIt*VeNj]d'0ES8Y-3Jbe|zg$tk2%EyW&9w]r0?GPS<^J`U1HU7rd8;]]FSR7Q{u%FIKCV=KmAQZsz~=3
      >BK}M;TFwgb`|lBj<xG>V:H~D@c@%L)QGVT-O0+U%xk{W;ED/r)`3](tV%|Am#_A;USPyYd3*GH>DX@U>[waz)5PY1|45X7,cd0;)DS:
      YHmsSyWf#DHb_gI:7w9ieOiff_,IU)^8:qnC:t{{M]r7^Ld^b&002~n@PHW=+!H`a!4t4zjDh}2bRIuMe]SQy3pnjp<aX(=P6tJMN@@6
      0m+(s.to9%2jJFSl@OWkZu8}LWr`haEM]~)qsF6}HD$QJbxKJ4cG)-jtcF%AV-sWG?Ei18MAb}M(]1S>URHQl2{+`_/#Fh9m&z$$uOT_
      ETZZYG^f?fmueN1jG6v/Qn+hNT>Wwe1[,(LAVP?ZlCzmB'[;F?e?t;+GEaFPSRI0%x`:e`AQOcE'0XI7Qoe!pX|h{Hg176m7Mr0;I;:s
      rSMju&_ouJ<.7e57N1/S1'CL`1h[H>]?Bd3z<T0K4]FCsp`>+f`S{D#RKUvyzsd?UK*WHzWL/I&:M.dUgAhL?9{>^1C(^8K]j%P|W#:B
      ^kEd^/dN,?yL[*Xmi-f&C<CW1WZk,egg85,XpVtiVv;z@!6Tf2][{~2;wG$o.foTG[fG1yVY=PDEE|z5P8/vOe.pm%,N](SYn`b'j/GL
      luJ%t.+96IS78A[SZH_GrUB2^(-7fJKE>*DfGL^C,e&H3u$70tev#U*Q(sF~NM+d*mdShsOV?'61F77Q`31bG7Y,?<-,6H@4G&oRF^E2
      )nVi-7gH=%VKKGBP)x{$^.IFO|#2YVlx3)+&1G<KKIBP[QbbS/JrTeas-M#TbuwNedyi#cn^6qqVnB5KxXZnCgBtRNNxGAa!YLedgG.)
      vYpBut]vEJTb7(>8wv{uQR`G#jQ?SOn$i:XhI:E[8hC;'OfEd,(_#eja``BC#e=D+P_XUzIuX~30%@%'C1_@PsD5+fL0I[l'h~#7<?:W
      (2Yyv81Q]~cZ)?61xm8qrVOU&y)z)S|HFUTmNWWb<`z1O*zh$T@b;Qt};^I$==,P5Hbbtxq/b[]e;{||aI`%`T]AS+r>#b0|)x546=Dq
      <K'lmGm9q:/$1rAx&$S%O^iy=5msi7+;ikYG|ZU}b[.[QZV/CUE@$VFq.qo_A&n(#a.iC:&7v4[]QFBVIrLK7+aC^s(F>51!/dz7j)-9
      X-^,&NL/zQ<l'gO4ZLB:kC'!Am-8D+qIJZX2qVCAT[v8EMJPjSvCxHxBMpwL,`T*&v0FIVK10@%@U6z,J$aAS[d'_3^rvTgJ*dM'<tSr
      [U`#9-m0/1Es0_$3|%(Rq~E?A`@?w}P@-:CS8WvTJ]Rh3B/.S#]?k;FAdnh)`I49POXUx3S&W{d,GlFRydh<xFnQ$roI{qi<2rb~TO6Q
      H@h!rV/[f,Zf.b``zw)w1f+ckhRHEQ(b])SvN*%qhjRfZwR05XomFl;5v|{%>I^Gq#N?]~5icl@L;R#$Al't;7JRbx'^YZkm3P_ao8I>
      -dN/s}4)+1?]2}{4#:=++F,r2(td<FHckOcwQe_9_t,;I4(3UM+)2pwa]LAA%i[Vn23m[m5|<kq54`IyCokXQ_^_|3E?iQ=4D}?&nMR+
      p+X(W'-;)eC+G~W%$BuE9?Qq,>+YDCg/]bJD]O|';it~s{n9DrA~4%Y}6zzIGMMzSoA-29mwWFro{'gKLYda['y*fd^IBwRlB^|Vn1-:
      Q2&;+H>(%eu(hU/rYAnoScrS].e<Sg`iGGTGWuci),R38vIv+r,D$mdqB>D&3CIrBrD{]e^rGgCBPkNG1j1sK59HpZg@x?U]N}921cup
      }$7E(y4~E<B-@AI0Gw5B$T#uS}D2vopJ&P9q=wQ}qVdVVwTG?Qh,'RV$O$pA'OrX<Q$8Zd1(h1ixQ{G;-d3Qc%FbE4'-r2o1hs6eTO*9
      Lz$E.V(E9qT,%#WCs}hgwuiVbPWsos0?Uu]e>t;2U'?!lo{C=P7ZOoQQJ%[M(`CH{nfZ1;f(4r>P1([O2|6T:q$(|!$;+RjFWi+P@nUq
      L.S`i{&a`cWZ-/y-QvO_v*ejKb6I3#*.U?BlO=p/yI+d>-ps)8|45[Wd1o1om6AIB1'H48P+mBAw5Kul[#/5etEj:2yIAkmiMzXB?E:$
      @>55l-pg@c<qh0?/Q(ggu&`nOCeDl];[$OVMzaGc(|z_(zLB2]Dc&<m_qR1reJbfx]%=JeR}>#4AC'^4MK8|c}-@G?#]hU'C|K382E>c
      V$gjS#e5?K7I$tM,{HTU>ZH$(T(l*<)42Cxe@2g{0?$'B*><.=lis9a4.fT%&])|(!|m,y]sN$B1dK&%]b83]GB%=Yggrcl}?@u[Mn<h
      |2/l&{5>p%k(ugu;CHg!puH6hyySa;ZS=dN-YC*nfQI4|8'.GY*HN{2xG+6OFG27YkR)h5BY7/)bDnOQz.RT]vj|0'%|[,^O|VI^&noD
      Y8Lun.u;V2,>mBR$9kE]V?vQ'<(mg9VX#i;bRhkyY+PBIQgTNiWc&Z|yPj6`g3_v].bQ5EEJ81hmycqBI(|lnYFX|=yvh|Pz3o@U/C(<
      0~9J,k'Gz+0j4[,`^6#4mqa[Lut;++/5[72$C),50PTs[ee;i'SLyqqcCv'TL~p!;q.Q2Vao.^hFpg9k|cU83FumSF|ECtVW_Rt$_&%N
      9h{seH5bjo0i0g9bY+x|op&vY?2|B>uZJ2z~.6uPq5O^h+:nM,/5j[3]kAZ(9]8?ElR_8iEi57{eS)B1rDa;iW]tghjrElk__AOS:C(H
      t.Od2I36Ane?RZBGlS=1=s(SUe0j]-[K%=za|-<Tup3jN)'>rm>j#qaShU,e1fU4:4;ULAwnNAVp]RlzzAE:<_6%xR[OKXddb/F^6l#:
      )X*{'C/NP]X~bK?k#@J=SyM]0C[VeZbn.3.?3iN8u}h{@9/qq85{_-=7o`D`Rd%L_-M8otm>^{qa'A@T-K;Zx;=)qUP})RtY7HRDz:Q]
      7;Rw*E@J%v16T&Re:5mKiBvrUp(v*->Gvro6E5sD[2{YnSJH.OomJcGboafAYLG7xTX08Vl?LZ?`PUF!g)Fb-X2&(@zYLI*.B45F&4+o
      iC*rtZ*)Z>:9iW#S&{oa_+Q]U!VG|G*_v'WygKsc5|19mc3L(}J'-ni>5-F>qkVLaV'Mm:zZb;izBg5x-@L7pr-m_2+|]nwh)(F%W>Y~
      b5C[:[`9^75}I_^UE:&+rBYU8e]ns`O0#sV[*@Z?p0C=K)7W2?RaOI>v?&qQ:#j3'-6-qM`+.<cwDs{s@79|;oqIM<GAPGI#YtZk;7^j
      2z^z19(l1rm!PXjE3'8s$OcSuOE^&5y#X[^mpjNkTE;_=.wm]Qm8-Ym@tu1HJh,^{HKC#pKmAK$`$mb09/bkm}rGp@CVG$zOc|ef,n{v
      .s`:^${llzlcUlD84)#w&Fc8mslKW3@/'xM&LJYJyLwGH4yGU5rUbjw}Tz]]yuFmu&GjaP/oB#Ug#^P@K<As7kplX0kpT31!]wT15*RG
      2gl9IJ0/Dokx6%(9Fj^9fv18<>IvG5.wL}d>-b^jcYuc'McA*~,HiQL4hNcAA#'|yiaEtC$<xnZ#4gs!%S;.mh*|ySo^%TipK$?5:v<S
      ]mHp^<.)tZ$wS%$CG2yD?A/-Q~3BlZC.9y-N0tPk1%*lf.P$-?O)bEh9.<GziLbR<O&j4s`)7Hv)8Fz/9_DMF,+*nVJ7@]nOHuF<v%^M
      Zsu'BvVR8%@Nj8Z[&+)o<[x=pI+B=r{[&0<gZz-+;Pi[%o`_*pUR).$F;7nIp&bX4@7m&d|y)A/NXH^$V+7UXFnfF?pyc0f|xMp{PdD4
      _^p6VfDm58:AHBWo=N}$|(_a@2]dzB+.Z.9Yt8l!eDUoK<XVxo-#ax<KzIIDCN-n8./;%ghip(L8.2,o7=`7#Gn7yM,0q?H;;Ul9PV,.
      -9l_FoS$k0vgd:0$6#y.xr@H$o{PwKHO7b|%,?5>p7S+D3Z/1cmn':</v2+{QEfByVU!gymkoo0mK&p3P=-??ohPI|:%T|R5l;PDv/[+
      p==q*=6PX-MLqXU*d3W0Tiq.+gdWs;u/T'h^dHoeN.W/Ej0+GD9#<EQ(BmcAV5S8p~d_)N1lGCB^8E/4.]KU|R*(kKD35#J,6&HNr07P
      )QD4<y3k4j]:8(OUo<{:nS9%Lq(9dnK?^m)_r6x/xBgQSAy?In[!&R6t)c^w`CtTT-S%XuG`J.&Sd~@pZvF%efVzX8gwJ->$Y&evU!(Y
      223KrB4],Y8|3n7</zw>@)uaaX,(C]2F.%L9u0t(n-s@g<>hb-#3yo5%>gi{@koH>L.|Yvq;+JS7#:k7GQ22%w8wxJ#E-@FieP-Oss^{
      Jb{|tn.CisH{%eWI#`]k<=C-R]Ri>pC@Rr^)|-I7785zSyM$2Hz4:`,*Rpdz{hWSVr]$)?DM8S,ti?2hH#L{$wa-=[6=1Y?P&(1!uKmH
      b4t4H+5zwB,,T@-YAbQCeQk3q.|]zb9'%T[DV&mQ5y>n^:/)r2'K[`%5OPZ?)6S1k'*Z3?(s4~4rK|xV,!72trQA%ZT~kuo;24%K,l<r
      C[X#@>z53|JY&a<?3!@95[Na2Dv&)+O'Py7rry|v:}Cj]~$Ia9pvSAS]uVidrW'((/,`E>Wa.mysm.6)[der;<*woy-f7t4Y&(=vGL[)
      lUVO1xEuLWR3]HK(5#_4lppP>r.4ynl^kP3hYR_>4`nM)P;COWI&pYC0_H1BP3X+`9q!%%CS7B[6|nr:Pm.1[5F`N3u`w7aGR*lhY$M}
      SZ*Y&RZCb8D2c)CqHhf*0*y9qK++[Tyl_fo]oRg;3>.}TE9)w=qejw.X(1:=#E9+vW7AQ%+G(!3`]{|krVrDy1My8~xL1#Oq36uW>RbX
      pb<@_}Px^KS|(H-06BBnY%-vs3d*nG7:%$w2k-sC;zIpJq)vNIi-@7u,LP#_3%*0lS,eP7t2z?vy6mcl#!Hfle39y8,a:8;0U]e9+@ZD
      r*F9-VLq4cEvCguCTlk)7]p-&GsN%VGL(+:<H3QzUD0zmSDC)gm>2N)#,:^4>_]B2C6i/!b_){$ei[Eqy5hW,u&iY}U2t6JFjJ1y%*]!
      SG,1AjHS@>:QEMP.%AVp=sx'1zX2Ez@P>wjfihrP$+?db,EQ%IU+V8@G^sJ>>*j=:~w?`qWc)zAY$,1o*wQU6#15ABe1;WbLER[q,+-)
      8:L[*Z8)DCvGHR;pp`dqp!otqO7Ti+`Rl_SUGjEKxZs0{e4mt0SJ4EF%8J'gJYZmq#$@LWVTw>{3|[9btG@^+d{.NFnIhnk~o:@xo1Ye
      Wi{Y]~@cIy(RlySA(@+_wO4g}&/|&d^K.3eM*v[F*F1,M%-*l'^6Q,6<;WEaB?A{$gOxKdG)AG2@e[{{aU5NjUYHqc]?%!mAy9eQK,CN
      p}r1K%2QAknEb*y==TA]zNC0HM'FXy&t]aZj#bke$PL]C2#AWZ^IJi7*,?1av=@j08PH%hjCGvvQI@kYg@O(SB@:ZSEgW-En.`v}(M5y
      R*YJNe^ia6b059&1qSj'@F;noCAEfoJ~EWi~Q|[v@Wc7pXKjT$gu)2>UItt:X{0BAw?;fCRFL=kO6CS[s?or{NLS8hiHS?y_4?Wu++J<
      8c|[7@/:f0Sn`Gn=Vsf#Kv;_*-Fme6LF_Uh*Y6'j]q)-;*n*PS#Bi'Kotk*nvLcU@KMd)/P=eqBxH';4ukk15g[xE'y^+'ya'@PlI|2&
      o2RTX!A$VZ`N]k2l$0JJE]@D59S+FuyHGju~]RJTly25#Hc7LmX=4EZ}s9NACVp(N|sv`eE(rM]zrex!u{rjPVk@`[x/q^7w+0;jExhM
      <XOHI~,ax[5VJ8Y8``vYtn@XElVKd+<$1Rh>6|(S46A9q;F#FP43E4@xBq5N[kkr:!/jJqdS#s6GntY/IBn?hd]BIFh(jh-c#Q]8VN>1
      SxQU=jsrA*K}k^Z@t;sVwgVIL:8.n]'8Fu<K-1-vB}^x_'HGk!2~q~2_.%T<Aw>iZ>AGBb`=T:N%#!j?q..;;~;eI5R1<CqMvQ6Z#SHa
      itKRF`/~v4O=L)uWQHo0A:`%4D+Dmvj&iz`Q#638&l+FD[-b%LY6qa5ZVzN?.g])Xz_Dn*BMD?y;97mAR4o~usd%)ILH-GqaZIBeD6l-
      q3s*/g+Ri?JHH8(U*1l(nE@HWYD5a+GP8J7}5GO}i}''d(s>pc(,jab+'-qj29AWcqE;&EhY&CHPQ>l@2(otjc1#v!obAHM5`sEGei.Q
      7I_7Qk0sj0A?`GkAP>jM4?;#oaF7yY%!RH*wl!G,:jx%QJjM]xONd@TcvF2.Pusd2wVv{/{Wu'4Rf^g-Ol[?/.{}qgcz)0n,zzc3{]Pv
      wucunBk@i[8@[''wrZsA{RRv%<+aU*GT1nrb/,q{nC*OHGD`nj`8IdK@t.$u5XB0(.UDOx>x:]fL_%=jpl0OK/U{y=D5F#pux;|1?{%-
      |6<c?.{^U~WY:3xkb_|6t[CyrWn|R#8)d,_}.:EoFx.@.Sz`y`kNGY[EGg{>Rs.rspmd7`S,?Wlp6[{y@/.GOf{'1Jh9BTPbn8qd_Wi9
      )rxkOAnx[c]u/X(p-e#Vq{_b%4z[J=2}FK<ZtYZD6${6#:dsVLDWNerb'}wbm6x-TBUn7n5Oi;jz3ec/h!u</SGhX!>Xx&&Ui+.)%r6_
      gX>.A*|#<HMGJ;j[%lw{4?ZW3y;.AkU8Cw<Oa}`SQr^va2kO3A^ci=G+FmQg9GCa4A:O7@zEW=tFv48Pt4@L#=)/A-2tTruR'.&4ZUz&
      Q0Q:dZyWj13qW%8*#H>fG>ie@z;Y=pTs'wyYDy^b0MJ4O14-;ga)4oFM{y(P4Qj0,[8|nOjrr_3F&2yxmH*_mg^pr>e0kfMLr7+d*qYz
      s03Sc#^%xKaE737Ofl;?ux8>_LGJ>G`ADE7,-kEfw>e:Sw5psJ0Nfi29a2qU580nZFg{/uGuiQ$^;w#_j%wC?4]-D*mHtY6c,6P}*UB]
      *5orb;#EG1Y/A>@f^>pkGwjlUn8lZ%Lq-Y]Pu=8]qRF,}#'tm4wRQh|1AZ7`-Hq$=[0O'l.8exn^ot|`Xv3tdx<SmS{_5`ss($V7'nbx
      IVK:,NqfO4H~^Mtve&Fwm|-!kWY?$Z5gbAtWRscIj)iFywxuO:LippRH=Y@FH1x<+x@bXbz8W`lqCp)f];hL=G,nn1h@vFAwinyJ`Pyx
      Nnt-1otsL%Rej'/L3rz-5$/EV{A-2dfp9i'^5Sr[0EM7Io1q*Vq<-}^p/5k(c?MW7~<S^xo74$4-U>))5Ixk5!*uR;hOi[?QyrynJ4SK
      'B,FL_,e.{;jN38E6%iGFq,1+@uYjvYlEL&{rD/2G1BJ66Ri0jrWI}G1681j2u-`.N)/(Up=aUc,+Fz;gZ:0dwVqBvgMzfM4;YE4&H99
      r|0QM_W}2*jL5X7Ap7;tErL)=%(iiU+l*Ku{[:7Fa*d6]h'3R$9wXIgYeCW)iFb46Q0YbxHSr](<X`Kl%9VQ)]n3I*,:;^B,[3uHbrp-
      /]k[ZmQ8yWM.8(SOY6g|hTsOX3xJ>&=f`y&UZMJGlnTCkSfN^5x;4!skZ.|ET{)qLeKBk#PJn$D>[:n{:sO-c:w^xoGaNZQq0E%g0h[0
      -i]r.mN]sQb34vo)NR<?Md*UVQn,qth3K!nezxs3K{5Q7bcv{+(D6?_fi0-%^7<IPWhPmwEr1CK2:`%'HGj-?nTOCMOtlUv>/?9!1PLz
      |W/QdZw7b06`_^ewN@&QmZ5vmHL;Av#Xm8u`R2hP@2=V;nF#.rqD7pyXw[G2Or#vb1Ot#!/&*a?-Ms]wL}e,*0Cu=:Gk-ja)0#Z@{$x4
      D]N|vbE}uaC6G#LmtL?PU#nYJ{*6JPUR98,`'@SsLlX`8QMwX2n4m&Mu=l-I>(IJPs*VrQhSGy)HM[P&(^%Uyq%H8[R!pT0t[[qN>}&1
      :GN,K>(4jx}#QTotX8t7o.eTWrUJS-L6W=fW5Yk$d!r:Xp^!*y*y[K6@<f)ve9@/8|oZSKt(UjI_C-$Nn&U*gTfq3K2;Nt`_XtvjCJ,9
      _9)9lEu=1FoC]=F<1k1f.gdBInPb])SZL!g07IW!/)d2&)GQyhvs;Y5Y)srikx;X[@,.[tI!l?x*YJj+4*ULg$BC0eqe7tuG%un(xfw`
      )3TSo.H{Sh6.b-{UF7^Ot`G$G>XQD)et@6sG?J%_FkOdF_8CYujIM9XiJ=c=-84{@Ssm`f2.@>Uf,)4]u^0u$pI}V#H]RqGJD5W{*0's
      tQ7yFV_sOVaV7fj,y9Se8<vFx^l4xZbP1x={9Ej[k%7@c77m]eG53ibe-|j>P@Iy[OGF3DdIv(vrs?0NJ<GQ'eRL81^+b9RRh^lonZj*
      DYZRdURFpC['a{v|?Cd'WQY|Rw3kg*Z7i7&%=x,mo1jM[![U'J-R1Rk&#{KHo|Ylb![<rju1/,dx{f)@{c1r|6dUv)^ND[,Q[,u8[i?!
      X2wORXw[-vOCoy6aLpl1Cggp?GEGx@(>W}4H*jDhIU-VKJ6RlW>Vl9)Bp2Te?xQ?5DByUWwjlNY6&'qSODlGKCTEa7&=Go,}tK7(>=u1
      L}S%6?B<Z/PGfO5tf>aa$oTe<vj$WQ@9|ooD#6Lt+r+Gk#i^'jE,86_%(.Cm{rkgPyM%mkza#e]g+bdXL|72pudiQs*%D[h2&kvHhM;p
      q7tYw}yB30]9^G.R@OBdgO?.^w4P}$8ch^+,>q%GK%MRYA[9udS!lH9|LIrG;b,=[$D.M$*Q7*BUl317{Gg_8{$6'M.Y=^4;SEig3m4-
      OYAu&>mA6r$]/dE^UT519XIR0V1lujMFJ%NGZO=4%>)|UOlrkk6{q6M(hCWvT^`vp%v}Tg.{9[]b,+,s,Iz9Fxj#t'fh[xBNm4R5lg>0
      DV%<;]S`iHI}l}'>Hc6,tWA0dg=)f.p#wO(q>tz4]}kNaQ_v]16J>[`#6P]{]%`)&0|AENYY2kmP{dQwtz5emiqECzPhx[*OJ'm89{T7
      oDRPw2f.s*Sp%a5SLjs*zw[_M:hF#=@/I:VHC+x1yD&[04BDt%4Sz.LNDy*~+O4(NF,0*{phXWtyK4Z#01,RM[p>|GMFA:yVy~/>{7?m
      %@_@>ka3o%B'>$`r^/4$-*vt$V:>{Hp6RDOz.QHr_FZ}-cQ&A.VQ,XSz?frYO%?[ig9`j9m><+AuO$uiMO6qyQbE'_1H.<a%NFEock35
      wPYLS~x8/1&UZ5j?|uMYb{:o-jCQ:W4<LB-d]FxLXXzba(j^X1X4X'Wqzg1]C2hEhyFqR~J2_RWSr!r@Me>d3Z@}o=j85$c3el<~RXad
      qa8lP`u<3nHZRd3Dc9R2rqHI8slYfq:W7>]]HQ:HX1#9_zR;Y;/VFdp@B-S;ZV/Sm$`&uxea*91E9'N@L|joYO34`~wO2./QU!k)5[Z[
      ,=wF=U9O[;,D0{hX)~{c^!|)P{em{,9nKgp8d>8b8DB:|IW0tL+MAoxqkW@<Bmo=^OOt+70QpBuGL};SHOlAvp3';)ikn4B:K@pmbW$M
      l6U(Bdn+jf_Ak*1#DZ{mPyA=L'088>?7VD-$uP1;1Jt`qczf;}{GoSMqKzap4X+kpe*_af)/kjD81${Y^oo;_/yIcG-t)`Q2Z![a()5)
      ,)D}*.cfa/'3;C@`6/bY&:Y&2=>vuFj4^J#GZD+kPN1UsAJ+{v:8|CzLJKG?J+iRg5]h5T^3zW*n@nVklqKTZz,{RNYVxl.W3rCpg4/A
      a2qEIxt:Y@*&/'w5sns|@va`Da-m5z-,gQ&[25[Cx*`J&Y)]Fk7GJzAT2A;miS;UPe:=y4UtU1j&F?n79vF+`Cwm8PNSnoNnwVh;t>gk
      >Jt]6R(JB~1kKp}%@(c&Rye3LA2{KSb1Sggd5x?nS+7V%0]4:JJb|{Y9pF0hn`^V7U^&M`(2y=ieJs4<#WK.LS%sJ+i]Iw&'unnpaH*]
      TGlF=`aSVnUEz}K`bZ^c/m.>Ki)Ay}DN%MhKupo=u9`Rzt:z00_aKDEd|Pl!L](en#ea]Ms'T;98#4CAQ7hA55]VT*m(JV.[fGrIW;+]
      I$-I9I^#pVJ[A9%ndV&-HJIHoQqR.s9P(8p?+T{smR%Tb|@g]}m$UU6.Y|H$,yf,gag(J%XLBB/[&rXb$z[,6qk1@gu_-z&KkUzFf?Gq
      h2No8LY5hEe2S4.;6jJ?by=K<2QqHbb1<unl4no29p+J:Vj*zNh.+Fwv8b.hpoRLxysUUtsx9|c72x4*qyk`.dw]^5X0qVu*j506,q`*
      Y,NPbQrVWnU[LGIVo@h}7##XR7?PE&,[-4vPc0uFo}84x)6nm{qjHx>$v:eHK(,yc&u>X?1Ez9k;ByD]`oK>jq&|G}?uy&6'R@BS]tN)
      j=9s[$hKfg_8W{?MlbLp{Rfz5w`>$kwNm4DwLQ^yS.)>Ze>%yb(-7@A;Sl8(_[ga_y5f{*H?{#h}@Nt1oBG53&o:L:=a_n?jBZ<#T644
      ?EN8-<fTle=qejnjUg8N::Uu{>z4?lU}cH@_oMW3AmyD>?@`M(K7Q5k/%`6!C7A+?O{e5OPeX6||NX,!n9^,7!2BzYj:<j2<,`21A##I
      eDZTvY8ab+4IQ%[hw)%-t}4m:47Tn,b+UA#&xO-o1U=!W1Ls'8B0X:MUY|)y;LCKndOC.oNn6;n-'n?eJ|I[O3]C&.E#&k;Hw$g`L.gJ
      _yG4COQL3/BLzJc=&BT|.4C`-TRiM_{<@|ypYY?-]^Y$v)T5GE405l5A|auWx/eAm2$+QHI8s|Oa]YIs@20F?z:e7G#o-U694X7ro]dn
      M{D726ho9MouH|=.me(as6dd[S21n|Ap_,Z_-1<J)rq`bQG(pZH^b7Qxd>q/)s%[s_KN;W$%8s=0'tNY9r?jib{w-(ny6gUHvAy(dsE]
      >2aD9FX'Pv4#)*Fm{vn&yFl8Y^J5-jo|5Cfn:8C(5}J;AJqw<qoy4:'vaK0lI:'&]gzx'VMFeM*qlj.~.ZKj,_^<5y1x>_oO|wv=C#7.
      IJM*2BIDWy@!j_@j*.#.d1H{zFs5gD42r0r!])Do&hfBt.smX$K;2_Yym;t#I#ONZvsqL2HbG8/x?7B+Bw{~-T6pmm>{xgrB64Z4jfV[
      3h4<33w~9{4XYf'2s}0qY:0>w|8K:5uwa(AlmMy3b.3D?e(>8c$p@FFsb)z{#7?.58H_h}'nU5l2`lF2G)VU]+Py+b7zPar?H.DB(-ci
      xV|(;X.fmVsj_a&R_q659?E4z'w:d}ot[Y0x=G.|@JNB9?SNgx:^ii8Kr$_w5|kMEDtwH0:533acE4{;`nx0ob1+WRjPu!h5$$Ej$<K?
      S6:LAqBjqfrZm>kKfM%Q`5MO^1SLL'?t
      """)
}
